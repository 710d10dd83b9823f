"""The review console: staff who answer for children read, try and sign every word at /review."""

from sanic import Sanic

from luciole.review import findings
from luciole.review.catalogue import catalogue, country_file
from luciole.review.console import mount
from luciole.review.signoffs import release_faults_of, sign_offs
from luciole.settings import Settings

__all__ = ["register", "release_faults"]


def register(app: Sanic, settings: Settings) -> None:
    """Mounts the console; nothing without a secret. Raises SettingsError for a short one."""
    if settings.review_secret is not None:
        mount(app, settings.review_secret, settings.counts_dir)


def release_faults() -> list[str]:
    """Why a release must wait, as `file:line: what is wrong: what to do`. Raises ContentError."""
    found = catalogue()
    late = findings.overdue(found.directory)
    countries = (*found.directory.countries.values(), found.directory.worldwide)
    return [
        *release_faults_of(found, sign_offs()),
        *(
            f"{country_file(country)}:1: {service.id} was last checked {service.checked}: "
            "check it again and write the month"
            for country in countries
            for service in country.services
            if service.id in late
        ),
    ]
