"""How far two annotations of one text agree."""

from standfirst.agreement.compare import SUBJECTS, Agreement, Difference, agreement, differences

__all__ = ["SUBJECTS", "Agreement", "Difference", "agreement", "differences"]
