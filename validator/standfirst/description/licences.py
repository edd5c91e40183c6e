"""Licences: the address of an SPDX licence, and the identifiers of Hugging Face."""

import re

_SPDX = re.compile(r"(?!NOASSERTION$|NONE$|LicenseRef-|DocumentRef-)[A-Za-z0-9][A-Za-z0-9.+-]*")
_ADDRESS = re.compile(r"https?://[!-~]+")

_SAME = """
    afl-3.0 apache-2.0 artistic-2.0 bsd-2-clause bsd-3-clause bsd-3-clause-clear
    cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0
    cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0
    cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 c-uda-1.0 ecl-2.0 epl-1.0 epl-2.0 etalab-2.0 eupl-1.1 eupl-1.2
    isc lppl-1.3c mit mpl-2.0 ms-pl ncsa ofl-1.1 osl-3.0 postgresql unlicense wtfpl zlib
"""
_OWN = {
    "bsl-1.0": "bsl-1.0",
    "c-uda-1.0": "c-uda",
    "odbl-1.0": "odbl",
    "odc-by-1.0": "odc-by",
    "pddl-1.0": "pddl",
    **{
        f"{name}-{suffix}": name
        for name in ("agpl-3.0", "gpl-2.0", "gpl-3.0", "lgpl-2.1", "lgpl-3.0")
        for suffix in ("only", "or-later")
    },
    **{f"gfdl-{version}-{suffix}": "gfdl" for version in ("1.1", "1.2", "1.3") for suffix in ("only", "or-later")},
}

UNLICENSED = ("NOASSERTION", "NONE")
"""What SPDX writes where nobody says what the licence is, or there is none."""

HUGGING_FACE = {**{name: name for name in _SAME.split()}, **_OWN}
"""The identifiers of Hugging Face by those of SPDX, in lower case."""


def licence_address(licence: str) -> str | None:
    """The address of a licence: its page at SPDX, or the address that it is already; ``None`` for anything else."""
    if _ADDRESS.fullmatch(licence):
        return licence
    return f"https://spdx.org/licenses/{licence}" if _SPDX.fullmatch(licence) else None


def spdx_id(licence: str) -> str | None:
    """The SPDX identifier that ``licence`` is, by its form: whether SPDX lists it is not looked up."""
    return licence if _SPDX.fullmatch(licence) else None


def hugging_face_id(licence: str) -> str:
    """The identifier of a licence at Hugging Face, ``other`` where it has none."""
    return HUGGING_FACE.get(licence.lower(), "other")
