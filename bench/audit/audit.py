"""Known vulnerabilities of the locked packages, and what was decided for each.

    git clone --depth 1 https://github.com/pypa/advisory-database
    .tools/bin/uv run python bench/audit/audit.py advisory-database

Nothing is sent anywhere: the Python Packaging Authority's advisories (OSV format) are compared
with uv.lock on this machine. Prints one line a finding; exit code 1 when one has no decision in
decisions.yml, or a decision is about a version that is no longer locked.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.version import Version

HERE = Path(__file__).parent
LOCK = HERE.parents[1] / "uv.lock"
DECISIONS = HERE / "decisions.yml"


@dataclass(frozen=True)
class Finding:
    """names: the advisory's identifier and its aliases (CVE, GHSA)."""

    names: tuple[str, ...]
    package: str
    version: str
    fixed: tuple[str, ...]


def main(advisories: Path) -> int:
    """Prints findings and decisions. Returns the exit code."""
    decisions: dict[str, dict[str, str]] = yaml.safe_load(DECISIONS.read_text(encoding="utf-8"))
    locked = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    versions = {package["name"]: package.get("version", "0") for package in locked}
    undecided = 0
    for finding in findings(advisories, versions):
        decided = [decisions[name]["decision"] for name in finding.names if name in decisions]
        undecided += not decided
        fixed = " or ".join(finding.fixed) or "no release"
        what = f"{finding.names[0]}: {finding.package} {finding.version}, fixed in {fixed}"
        print(f"{what}: {decided[0] if decided else 'UNDECIDED'}")
    stale = [n for n, d in decisions.items() if versions.get(d["package"]) != d["version"]]
    for name in stale:
        print(f"{name}: the lock file has another version than was decided on: decide anew")
    print(f"{len(versions)} packages, {undecided} undecided, {len(stale)} to decide anew")
    return 1 if undecided or stale else 0


def findings(advisories: Path, versions: dict[str, str]) -> Iterator[Finding]:
    """What the advisories say of these versions."""
    for name, version in sorted(versions.items()):
        for path in sorted((advisories / "vulns" / name).glob("*.yaml")):
            advisory = yaml.safe_load(path.read_text(encoding="utf-8"))
            hit = [a for a in advisory["affected"] if affects(a, name, version)]
            if hit and not advisory.get("withdrawn"):
                names = (advisory["id"], *advisory.get("aliases", ()))
                yield Finding(names, name, version, tuple(sorted(fixes(hit))))


def affects(affected: dict[str, Any], name: str, version: str) -> bool:
    """Whether an advisory's entry is about this version."""
    if affected["package"]["name"].lower().replace("_", "-") != name:
        return False
    if version in affected.get("versions", ()):
        return True
    ranges = [r for r in affected.get("ranges", ()) if r["type"] == "ECOSYSTEM"]
    return any(within(r["events"], Version(version)) for r in ranges)


def within(events: list[dict[str, str]], version: Version) -> bool:
    """Whether a version lies between an `introduced` and the next `fixed` of OSV events."""
    inside = False
    for event in events:
        if "introduced" in event and version >= Version(event["introduced"]):
            inside = True
        if "fixed" in event and version >= Version(event["fixed"]):
            inside = False
    return inside


def fixes(affected: list[dict[str, Any]]) -> set[str]:
    events = [e for a in affected for r in a.get("ranges", ()) for e in r["events"]]
    return {e["fixed"] for e in events if "fixed" in e and len(e["fixed"]) < 20}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
