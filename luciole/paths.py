"""Where the project's files are: the one place that knows the layout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CONFIG = ROOT / "config.yml"
DOMAIN = ROOT / "domain.yml"
ENDPOINTS = ROOT / "endpoints.yml"
MODELS = ROOT / "models"

DATA = ROOT / "data"
NLU = DATA / "nlu"
LOOKUPS = NLU / "lookups"
NLU_CODE = ROOT / "luciole" / "nlu"
WEIGHTS = NLU_CODE / "weights"
RULES = DATA / "rules"
ANSWERS = DATA / "answers"
ALERTS = DATA / "alerts"
HELPLINES = DATA / "helplines"
QUESTIONS = DATA / "questions"
QUIZZES = DATA / "quizzes"
WIDGET = ROOT / "widget"
