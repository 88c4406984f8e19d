"""How much generated data the tests of intake see: little by default, much where SMI_TEST_SOAK says so."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase

# Times the usual number of examples; 1 is what every run pays.
SOAK = int(os.environ.get("SMI_TEST_SOAK", "1"))


def generated(examples: int) -> dict[str, Any]:
    """Settings of Hypothesis: always the same examples by default, new ones in a soak.

    No deadline: a batch goes through the real database, and a busy machine is no failure.
    """
    return {
        "max_examples": examples * SOAK,
        "deadline": None,
        "database": None,
        "derandomize": SOAK == 1,
        # Making a case smaller takes minutes where each try is a batch; whoever looks for one asks for it.
        "phases": (Phase.generate, Phase.shrink) if "SMI_TEST_SHRINK" in os.environ else (Phase.generate,),
        "report_multiple_bugs": False,
        "suppress_health_check": list(HealthCheck),
    }
