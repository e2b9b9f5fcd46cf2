"""What peers take for the same questions: python3 peers.py networkx|igraph|work|betweenness FILE.

networkx and igraph answer `cycles` as a whole process; work and betweenness print the CPU milliseconds of each part.
Descriptor 3, where there is one, is told the CPU milliseconds and the resident megabytes of the process.
"""

import json
import os
import resource
import sys
import time

TASK, PATH = sys.argv[1:3]


def calls_of(records):
    """The calls as pairs of numbers, and how many procedures there are, missing ones last."""
    numbers = {}
    for number, record in enumerate(records):
        numbers.setdefault(record["name"], []).append(number)
    calls, size = [], len(records)
    for callee, record in enumerate(records):
        for field in ("called_from", "called_within"):
            for name in record[field]:
                if name not in numbers:
                    numbers[name] = [size]
                    size += 1
                calls.extend((caller, callee) for caller in numbers[name])
    return calls, size


def timed(work):
    before = time.process_time()
    result = work()
    return result, 1000 * (time.process_time() - before)


with open(PATH, encoding="utf-8") as file:
    calls, size = calls_of(json.load(file))

if TASK == "networkx":
    import networkx

    graph = networkx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(calls)
    found = [one for one in networkx.strongly_connected_components(graph) if len(one) > 1]
    print(json.dumps({"calls": graph.number_of_edges(), "cycles": len(found)}))
else:
    import igraph

    graph, building = timed(lambda: igraph.Graph(n=size, edges=calls, directed=True).simplify(loops=False))
    answer = {"calls": graph.ecount(), "building": building}
    if TASK == "betweenness":
        _, answer["betweenness"] = timed(lambda: graph.betweenness())
    else:
        parts, answer["components"] = timed(lambda: graph.connected_components(mode="strong"))
        answer["cycles"] = sum(1 for one in parts if len(one) > 1)
    if TASK == "work":
        # It walks from every procedure, which takes minutes: a thousand of them, evenly spread, stand for all.
        some = range(0, size, max(1, size // 1000))
        _, counting = timed(
            lambda: [graph.neighborhood_size(some, order=size, mode=mode) for mode in ("in", "out")]
        )
        answer["counts"] = counting * size / len(some)
    print(json.dumps(answer))

used = resource.getrusage(resource.RUSAGE_SELF)
resident = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
try:
    os.write(3, f"{1000 * (used.ru_utime + used.ru_stime)} {resident}".encode())
except OSError:
    pass
