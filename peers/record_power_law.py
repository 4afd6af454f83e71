#!/usr/bin/env python3
"""Records the Python package powerlaw as the oracle of PowerLawTailTest.

    python peers/record_power_law.py model/src/test/resources/powerlaw.json

Needs powerlaw (and numpy), whose fits keep to exponents below 3 unless told otherwise; so do these cases. Writes one JSON file: a few lists of values with the tail that powerlaw.Fit finds
in each: a Pareto distribution, a body with a tail, and the eigenvalues of a random matrix with a low-rank part.
"""
import json
import sys

import numpy
import powerlaw


def spectrum(random: numpy.random.RandomState) -> numpy.ndarray:
    weight = random.randn(160, 60) + 0.3 * random.randn(160, 8) @ (random.randn(8, 60) * 4)
    return numpy.linalg.svd(weight, compute_uv=False) ** 2 / 160


def main(target: str) -> None:
    random = numpy.random.RandomState(3)
    cases = {
        "pareto": 1 + random.pareto(1.7, 150),
        "body and tail": numpy.concatenate([random.rand(100), 1 + random.pareto(1.3, 100)]),
        "spectrum": spectrum(random),
    }
    recorded = []
    for name, values in cases.items():
        fit = powerlaw.Fit(values, discrete=False, verbose=False)
        recorded.append({
            "name": name,
            "values": [float(value) for value in values],
            "alpha": float(fit.power_law.alpha),
            "start": float(fit.power_law.xmin),
            "distance": float(fit.power_law.D),
        })
    with open(target, "w", encoding="utf-8") as out:
        json.dump({"powerlaw": getattr(powerlaw, "__version__", "?"), "cases": recorded}, out)
        out.write("\n")


if __name__ == "__main__":
    main(sys.argv[1])
