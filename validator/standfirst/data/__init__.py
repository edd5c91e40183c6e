"""Schemes (tagsets) and lists: data files with their loaders."""

from standfirst.data.language_tags import language_fault, tag_is_registered
from standfirst.data.languages import LANGUAGES, Language, Pronoun, language_data
from standfirst.data.profiles import DEFAULT_PROFILE, OFF, PROFILES, Profile, load_profile
from standfirst.data.quotation import Marks, Quotation, quotation_marks
from standfirst.data.schemes import SHIPPED_SCHEMES, Scheme, read_scheme, shipped_scheme

__all__ = [
    "DEFAULT_PROFILE",
    "LANGUAGES",
    "OFF",
    "PROFILES",
    "SHIPPED_SCHEMES",
    "Language",
    "Marks",
    "Profile",
    "Pronoun",
    "Quotation",
    "Scheme",
    "language_data",
    "language_fault",
    "load_profile",
    "quotation_marks",
    "read_scheme",
    "shipped_scheme",
    "tag_is_registered",
]
