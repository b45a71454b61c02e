"""What somebody would use instead, measured by a folder of its own (run_peers.py) in this run."""

import json
import os
import subprocess
import sys

from measure import median


def run(options, work):
    """Runs the peers. Returns: by peer, medians of what it took; its error if it could not run."""
    program = os.path.join(options.peers, "run_peers.py")
    if not os.path.isfile(program):
        return {"error": f"there is no {program}"}
    os.makedirs(work, exist_ok=True)
    out = os.path.join(work, "peers.jsonl")
    subprocess.run(
        [sys.executable, program, "--n", str(options.n), "--rounds", str(options.rounds),
         "--seed", options.seed, "--peers", options.peer_names, "--work", work, "--out", out],
        stdout=subprocess.DEVNULL, check=False)
    with open(out, encoding="utf-8") as file:
        return summary([json.loads(line) for line in file])


def summary(lines):
    found = {}
    for line in lines:
        peer = found.setdefault(line["peer"], {})
        if line["phase"] == "error":
            peer["error"] = f"{line['where']}: {line['error'][:160]}"
            continue
        for key in ("wall_s", "wire_bytes", "rss_mb", "median_ms"):
            if key in line:
                peer.setdefault(f"{line['phase']}.{key}", []).append(line[key])
    for peer in found.values():
        for key, values in peer.items():
            if isinstance(values, list):
                peer[key] = median(values)
    return found
