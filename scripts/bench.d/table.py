"""Results as rows with a target, and as a Markdown table."""

import pages
from measure import median, percentile

FSYNC_IS_CHEAP_MS = 0.5


def row(name, value, ours, floor, target=None, goal=None, unit="×", digits=2):
    """One line of the table; `value` None: not measured. A target is an upper bound."""
    state = "not measured" if value is None else "" if target is None else (
        "goal met" if goal is not None and value <= goal else
        "met" if value <= target else "MISSED")
    return {
        "name": name, "value": None if value is None else round(value, digits + 2), "unit": unit,
        "digits": digits, "ours": ours, "floor": floor, "target": target, "goal": goal,
        "state": state,
    }


def seconds(value):
    return f"{value:.2f} s" if value >= 1 else f"{value * 1e3:.0f} ms"


def size(value):
    return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} kB"


def ratio_of_rounds(raw, ours, floor):
    """The median of the rounds' ratios: what disturbs a round disturbs both."""
    return median([a / b for a, b in zip(raw[ours], raw[floor])])


def search_row(raw, when, share, target, told=""):
    """One percentile of searches against FTS5's, without what every request takes."""
    health = median(raw[when + "health_ms"])
    ours = percentile([max(0.0, t - health) for t in raw[when + "search_ms"]], share)
    floor = percentile(raw[when + "fts5_ms"], share)
    return row(
        f"search p{share * 100:.0f} against FTS5{told}", ours / floor, f"{ours:.2f} ms",
        f"{floor:.2f} ms", target)


def rows(n, raw):
    wire, changes = raw["initial_bytes"], sum(raw["change_bytes"])
    change_zlib = sum(raw["change_zlib"])
    latency, peak = median(raw["latency_ms"]), max(raw["peak_mb"])
    fold = median(raw["fold_seconds"]) if "fold_seconds" in raw else None
    rate = n / median(raw["import_s"])
    return [
        row("empty node to searchable copy", ratio_of_rounds(raw, "initial_s", "floor_sum_s"),
            seconds(median(raw["initial_s"])), seconds(median(raw["floor_sum_s"])), 1.6, 1.1),
        row("the same in processor time, receiver against floor",
            ratio_of_rounds(raw, "initial_cpu_s", "floor_cpu_s"),
            seconds(median(raw["initial_cpu_s"])), seconds(median(raw["floor_cpu_s"]))),
        row("change set", ratio_of_rounds(raw, "change_s", "floor_change_s"),
            seconds(median(raw["change_s"])), seconds(median(raw["floor_change_s"])), 1.5, 1.0),
        row("wire, initial, against zlib -6", wire / raw["base_zlib"], size(wire),
            size(raw["base_zlib"]), 1.5, 1.35),
        row("wire, changes, against zlib -6", changes / change_zlib, size(changes),
            size(change_zlib), 1.6),
        row("one change, durable to found at the peer, median", latency,
            f"p99 {percentile(raw['latency_ms'], 0.99):.1f} ms", "", 25, 10, " ms", 1),
        row("quiet poll, bytes in 25 s", raw["quiet_bytes"], "", "", 1_000, None, " B", 0),
        row("receiver's peak memory", peak, f"{median(raw['anonymous_mb']):.0f} MB of it private",
            "", 150, None, " MB", 0),
        search_row(raw, "", 0.5, 1.3),
        search_row(raw, "", 0.99, 1.2),
        search_row(raw, "early_", 0.5, None, ", beside the work after a first copy"),
        search_row(raw, "early_", 0.99, None, ", beside the work after a first copy"),
        row("that work, after the copy", raw["rest_s"], "", "", None, None, " s", 0),
        row("folding of all texts", None if fold is None else fold * 1e6 / raw["fold_rows"],
            "" if fold is None else seconds(fold), "", None, None, " µs a listing", 1),
        row("the same texts one by one, against Foundation's folding",
            None if fold is None else ratio_of_rounds(raw, "fold_ours", "fold_foundation"),
            "" if fold is None else seconds(median(raw["fold_ours"])),
            "" if fold is None else seconds(median(raw["fold_foundation"]))),
        row("import", rate, seconds(median(raw["import_s"])), "", None, None, " rows/s", 0),
    ] + pages.rows(raw.get("pages"), row)


def cell(item, key):
    if item[key] is None:
        return "–"
    digits = f",.{item['digits']}f" if key == "value" else "g"
    return f"{item[key]:{digits}}{item['unit']}"


def markdown(results):
    about, raw = results["about"], results["raw"]
    out = [
        f"{results['n']:,} listings, seed `{results['seed']}`, {results['rounds']} rounds, "
        f"{about['date']}, {about['cpus']} × {about['cpu']}, "
        f"load before {about['load_before'][0]} and after {about.get('load_after', ['?'])[0]}.", ""]
    # By the fastest: under load the median is the wait for a processor, not for the disk.
    cheap = raw["fsync_fastest_ms"] < FSYNC_IS_CHEAP_MS
    out += [
        f"An fsync takes {raw['fsync_ms']:.2f} ms on this machine, the fastest tenth at most "
        f"{raw['fsync_fastest_ms']:.2f} ms" + (
            ": nearly nothing; on a disk that waits, *one change* and *import* are slower."
            if cheap else "."), ""]
    if "import_part" in results:
        out += [
            f"Imported in parts of {results['import_part']} rows; change sets without removals.",
            ""]
    out += ["| | measured | target | goal | | Sangam | floor |", "|---|---|---|---|---|---|---|"]
    for item in results["rows"]:
        state = f"**{item['state']}**" if item["state"] == "MISSED" else item["state"]
        out.append(
            f"| {item['name']} | {cell(item, 'value')} | {cell(item, 'target')} "
            f"| {cell(item, 'goal')} | {state} | {item['ours']} | {item['floor']} |")
    return "\n".join(out + peer_lines(results.get("peers"))) + "\n"


def peer_lines(peers):
    if not peers:
        return []
    if isinstance(peers.get("error"), str):
        return ["", f"Other peers: {peers['error']}."]
    lines = [
        "", "| what others use | initial | changes | one change | initial bytes |",
        "|---|---|---|---|---|"]

    def show(value, form):
        return "–" if value is None else form(value)

    for name, peer in peers.items():
        if name == "raw":
            continue
        if "error" in peer:
            lines.append(f"| {name} | not measured: {peer['error']} | | | |")
            continue
        wire = peer.get("initial_bytes.wire_bytes") or peer.get("initial_transport.wire_bytes")
        lines.append(
            f"| {name} | {show(peer.get('initial.wall_s'), seconds)} "
            f"| {show(peer.get('incr.wall_s'), seconds)} "
            f"| {show(peer.get('one_change.median_ms'), lambda v: f'{v:.1f} ms')} "
            f"| {show(wire, size)} |")
    return lines
