"""What PySAL's libraries say of the same numbers: run as a program of its own, without numba.

They take seconds to load, their local statistics compile for twenty more where numba is there, and
one of them warns of what pandas will take away. `python -m tests.locality.oracle IN OUT`, both
JSON.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np


def answers(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what the libraries say."""
    import esda
    import geopandas
    import mapclassify
    import pandas as pd
    from esda.smoothing import Empirical_Bayes
    from libpysal.graph import Graph

    table = geopandas.read_file(asked["areas"]).to_crs(27700)
    graph = Graph.build_contiguity(table, rook=False).transform("r")
    values, counts, people = (np.array(asked[name]) for name in ("values", "counts", "people"))
    p, seed = asked["permutations"], 7
    np.random.seed(seed)
    whole = esda.Moran(values, graph, permutations=p)
    rates = esda.Moran_Rate(counts, people, graph, permutations=p)
    local = esda.Moran_Local(values, graph, permutations=p, seed=seed, n_jobs=1)
    star = esda.G_Local(values, graph, star=True, permutations=p, seed=seed, n_jobs=1)
    # Its score takes a row's weights for their number, so it is right for weights of 1 alone.
    ones = Graph.build_contiguity(table, rook=False)
    score = esda.G_Local(values, ones, transform="B", star=True, permutations=0)
    adjacency = graph.adjacency
    return {
        "neighbours": [list(pair) for pair in adjacency.index],
        "weights": adjacency.tolist(),
        "moran": [whole.I, whole.EI, whole.p_sim],
        "moran_rate": [rates.I, rates.EI, rates.p_sim],
        "local": local.Is.tolist(),
        "local_p": local.p_sim.tolist(),
        "quadrants": local.q.tolist(),
        "g_star": star.Gs.tolist(),
        "g_star_z": score.Zs.tolist(),
        "g_star_p": star.p_sim.tolist(),
        "fdr": esda.fdr(np.array(asked["p"]), 0.05),
        "smoothed": Empirical_Bayes(counts, people).r.ravel().tolist(),
        "breaks": mapclassify.FisherJenks(np.array(asked["to_class"]), k=5).bins.tolist(),
        "e2sfca": _e2sfca(pd, asked),
    }


def _e2sfca(pd: Any, asked: dict[str, Any]) -> list[float]:
    """Return what `access` says; an area that it does not name has nothing in reach."""
    import access

    made = access.Access(
        demand_df=pd.DataFrame({"id": range(len(asked["people"])), "people": asked["people"]}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": asked["assets"], "supply": 1.0}),
        supply_index="id",
        supply_value="supply",
        cost_df=pd.DataFrame(asked["pairs"]),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )
    steps = access.weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
    found = made.enhanced_two_stage_fca("e", cost="cost", max_cost=30, weight_fn=steps)
    whole = found.iloc[:, 0].reindex(range(len(asked["people"]))).fillna(0)
    return [float(one) for one in whole]


if __name__ == "__main__":
    sys.modules["numba"] = None  # type: ignore[assignment]
    warnings.simplefilter("ignore")
    asked_of, answered = map(Path, sys.argv[1:])
    answered.write_text(json.dumps(answers(json.loads(asked_of.read_text()))))
