"""How far two annotations of one text agree."""

from standfirst.agreement.compare import SUBJECTS, Agreement, Difference, agreement, differences, one_sided

__all__ = ["SUBJECTS", "Agreement", "Difference", "agreement", "differences", "one_sided"]
