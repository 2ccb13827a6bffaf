"""The page types that editors publish, and the service's own settings."""

from pages.models.areas import BodyAreaPage, BodyIndex
from pages.models.governed import EvidenceItem, GovernedPage
from pages.models.help_now import HelpNowIndex, HelpNowPage
from pages.models.home import HomePage, HomeTask
from pages.models.leaflet import LeafletIndex, LeafletPage
from pages.models.plan import ExpressPlanPage, PlanChoice, PlanDay, PlanMovement
from pages.models.reading import ArticlePage, PlainPage, SectionPage, WordsPage
from pages.models.service import ServiceSettings
from pages.models.workflow import ClinicalReviewTask

__all__ = [
    "ArticlePage",
    "BodyAreaPage",
    "BodyIndex",
    "ClinicalReviewTask",
    "EvidenceItem",
    "ExpressPlanPage",
    "GovernedPage",
    "HelpNowIndex",
    "HelpNowPage",
    "HomePage",
    "HomeTask",
    "LeafletIndex",
    "LeafletPage",
    "PlainPage",
    "PlanChoice",
    "PlanDay",
    "PlanMovement",
    "SectionPage",
    "ServiceSettings",
    "WordsPage",
]
