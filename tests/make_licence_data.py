"""Writes the identifiers of the SPDX licence list into the data of the package, from the copy that ``packaging`` carries.

``python tests/make_licence_data.py``
"""

import json
from pathlib import Path

from packaging.licenses import _spdx

TARGET = Path(__file__).resolve().parents[1] / "validator" / "standfirst" / "data" / "licences.json"


def licence_data() -> dict[str, str]:
    """The identifiers of licences and of exceptions, in their own spelling, parted by blanks."""
    return {
        "source": f"SPDX licence list {_spdx.VERSION}",
        "licences": " ".join(sorted(entry["id"] for entry in _spdx.LICENSES.values())),
        "exceptions": " ".join(sorted(entry["id"] for entry in _spdx.EXCEPTIONS.values())),
    }


if __name__ == "__main__":
    TARGET.write_text(json.dumps(licence_data(), indent=0) + "\n", "utf-8")
