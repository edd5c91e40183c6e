"""Schemes (tagsets) and lists: data files with their loaders."""

from standfirst.data.languages import Language, language_data
from standfirst.data.profiles import DEFAULT_PROFILE, OFF, PROFILES, Profile, load_profile
from standfirst.data.schemes import SHIPPED_SCHEMES, Scheme, read_scheme, shipped_scheme

__all__ = [
    "DEFAULT_PROFILE",
    "OFF",
    "PROFILES",
    "SHIPPED_SCHEMES",
    "Language",
    "Profile",
    "Scheme",
    "language_data",
    "load_profile",
    "read_scheme",
    "shipped_scheme",
]
