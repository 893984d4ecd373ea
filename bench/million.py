#!/usr/bin/env python3
"""The events of a million articles: size of the archive, and time of a filter through `waqai events`, `waqai sql` and `waqai serve`.

    bench/million.py --from ARCHIVE [--folder /tmp/million] [--articles 1000000] [--queries 60] [--seed 7] [--clients 50]

ARCHIVE is one that was coded (both corpora by `waqai ingest`, or waqai_copies, which shows that intake stays linear).  It is copied, and its rows are multiplied by
SQL until there are enough articles: every further copy some years earlier, its actors and places exchanged by a round over the distinct ones, its ids and the end of its
texts changed.  The search index stays that of ARCHIVE (bench/search.py measures searching).  What is in --folder already is used again.
Filters are drawn by seed from the values of the archive, one to three at once; each asks what the screen of events asks: a page of rows, the counts, the open facets.
Bars: p95 of rows and of counts below 300 ms; every client of --clients at once is answered.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
FACETS = ["type", "quad", "status", "country", "outlet"]  # what is open on the screen at first


def shifted(column):
    """A told date (a day, month, year or start/end) some years earlier."""
    return (f"regexp_replace(CASE WHEN {column} IS NOT NULL THEN CAST(CAST(substr({column}, 1, 4) AS INTEGER) - c.years AS VARCHAR) || substr({column}, 5) END, "
            "'-02-29', '-02-28', 'g')")


def copy_statements():
    """SQL that adds the copies of table copies (mark, years, k) of what tables base_* hold."""
    text, event, story, incident = "b.{0} || '~' || c.mark", "c.mark || substr(b.event_id, 4)", "'s' || c.mark || substr(b.story_id, 5)", "'i' || c.mark || substr(b.incident_id, 5)"
    article, report, earlier = text.format("article_id"), text.format("report_id"), "CAST(b.{0} - to_years(CAST(c.years AS INTEGER)) AS DATE)"
    other = {"event": ("place", "place_ar", "place_country", "place_kind", "latitude", "longitude"), "participant": ("name", "name_ar", "country", "sector", "actor_id")}
    changed = {
        "article": {"article_id": article, "content_hash": "c.mark || substr(b.content_hash, 4)", "published": earlier.format("published"), "text": "b.text || chr(10) || '~' || c.mark"},
        "event": {"event_id": event, "article_id": article, "date": shifted("b.date")} | {c: f"p.{c}" for c in other["event"]},
        "participant": {"event_id": event} | {c: f"p.{c}" for c in other["participant"]},
        "magnitude": {"event_id": event},
        "evidence": {"event_id": event},
        "pledge": {"event_id": event, "article_id": article},
        "quotation": {"article_id": article},
        "rejection": {"article_id": article},
        "story": {"story_id": story, "first_day": earlier.format("first_day"), "last_day": earlier.format("last_day")},
        "story_article": {"article_id": article, "story_id": story, "report_id": report},
        "incident": {"incident_id": incident, "story_id": story, "day": earlier.format("day"), "first_article": text.format("first_article")},
        "incident_event": {"event_id": event, "incident_id": incident, "report_id": report},
        "incident_version": {"incident_id": incident, "event_id": event},
    }
    for table, columns in changed.items():
        source = f"base_{table} b CROSS JOIN copies c"
        if table in other:
            name = "place" if table == "event" else "person"
            source += f" LEFT JOIN {name} o ON o.own = b.own LEFT JOIN {name} p ON p.n = (o.n + 7 * c.k) % (SELECT count(*) FROM {name})"
        replaced = ", ".join(f'{sql} AS "{column}"' for column, sql in columns.items())
        yield table, f"INSERT INTO {table} BY NAME SELECT b.* {'EXCLUDE (own)' if table in other else ''} REPLACE ({replaced}) FROM {source}"


def multiply(duckdb, articles):
    """Rows of the archive until it has so many articles; returns how many copies there are."""
    had = int(duckdb.rows("SELECT count(*) FROM article")[0][0])
    copies = -(-articles // had)
    thing = {"event": "place, place_country, place_kind", "participant": "name, name_ar, country, sector, actor_id"}
    for table in ("article", "event", "participant", "magnitude", "evidence", "pledge", "quotation", "rejection", "story", "story_article", "incident", "incident_event", "incident_version"):
        own = f", CASE WHEN {'place' if table == 'event' else 'name'} IS NOT NULL THEN hash({thing[table]}) END AS own" if table in thing else ""
        duckdb.rows(f"CREATE TEMP TABLE base_{table} AS SELECT *{own} FROM {table}")
    for name, table, columns in (("place", "event", "place, place_ar, place_country, place_kind, latitude, longitude"), ("person", "participant", "name, name_ar, country, sector, actor_id")):
        kept = ", ".join(f"any_value({c}) AS {c}" for c in columns.split(", "))
        duckdb.rows(f"CREATE TEMP TABLE {name} AS SELECT own, {kept}, row_number() OVER (ORDER BY own) - 1 AS n FROM base_{table} WHERE own IS NOT NULL GROUP BY own")
    duckdb.rows(f"CREATE TEMP TABLE copies AS SELECT k, printf('%03x', k) AS mark, k % 20 AS years FROM range(1, {copies}) t(k)")
    duckdb.rows("SET preserve_insertion_order = false")
    for table, statement in copy_statements():
        began = time.perf_counter()
        duckdb.rows(statement)
        print(f"  {table}: {time.perf_counter() - began:.1f} s", flush=True)
    duckdb.rows("CHECKPOINT")
    return copies


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def report(name, times):
    """`times`: seconds of the wall and of the processor, which are not the same on a machine with other work."""
    for kind, own in zip(("wall", "processor"), zip(*times)):
        ms = [1000 * t for t in own]
        print(f"{name:24} {len(ms):4}  p50 {statistics.median(ms):7.1f}  p95 {percentile(ms, 0.95):7.1f}  most {max(ms):7.1f} ms {kind}", flush=True)


def processor(pid):
    cells = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(cells[11]) + int(cells[12])) / os.sysconf("SC_CLK_TCK")


def filters_from(server, count, seed):
    """Filters as the screen makes them, each a list of pairs."""
    rng = random.Random(seed)
    fields = ["type", "quad", "status", "country", "outlet", "party", "sector", "context", "place_country", "place", "stance"]
    values = {field: [row[0] for row in server.api("facets", field=field, limit=40)[field]["rows"]] for field in fields}
    names = [str(row[0]) for row in values["party"]]
    made = []
    while len(made) < count:
        query = []
        for _ in range(rng.randint(1, 3)):
            kind = rng.choice(fields + ["since", "name", "without", "confidence"])
            if kind == "since":
                year = rng.randint(2000, 2017)
                query += [("since", f"{year}-0{rng.randint(1, 9)}-01"), ("until", f"{year + rng.randint(0, 3)}-12-31")]
            elif kind == "name":
                query.append(("name", rng.choice(names).split()[-1]))
            elif kind == "without":
                query.append(("type", "!" + str(rng.choice(values["type"]))))
            elif kind == "confidence":
                query.append(("confidence", "0.7"))
            else:
                query.append((kind, str(rng.choice(values[kind]))))
        if len({key for key, _ in query}) == len(query):
            made.append(query)
    return made


def ask(server, path, query):
    began, used = time.perf_counter(), processor(server.process.pid)
    answer = server.ask("/api/v1/" + path + "?" + urllib.parse.urlencode(query))
    if answer.status != 200:
        raise SystemExit(f"{path} {query}: {answer.status} {answer.text[:200]}")
    return time.perf_counter() - began, processor(server.process.pid) - used


def measure_server(archive, options):
    import serving
    began = time.perf_counter()
    server = serving.Server(archive, "--read-only")
    server.connect = lambda timeout=0, own=server.connect: own(1800)
    try:
        print(f"serve: address after {time.perf_counter() - began:.2f} s", end="", flush=True)
        ask(server, "status", [])
        print(f", first answer after {time.perf_counter() - began:.2f} s", end="", flush=True)
        while server.ask("/api/v1/counts").status != 200:
            time.sleep(0.1)
        print(f", events in memory after {time.perf_counter() - began:.2f} s, {processor(server.process.pid):.1f} s of the processor", flush=True)
        queries = filters_from(server, options.queries, options.seed)
        kinds = {"counts": ("counts", []), "rows": ("events", [("limit", "100"), ("sort", "day"), ("order", "desc")]), "facets": ("facets", [("field", f) for f in FACETS] + [("limit", "40")]),
                 "rows of incidents": ("events", [("limit", "100"), ("count", "incidents")]), "series": ("series", [("step", "month"), ("by", "quad")]), "places": ("places", [])}
        for name, (path, more) in kinds.items():
            report(name, [ask(server, path, query + more) for query in queries])
        report("rows, other order", [ask(server, "events", query + [("limit", "100"), ("sort", sort)]) for query, sort in zip(queries, ["actor", "type", "outlet", "confidence", "place"] * len(queries))])
        with concurrent.futures.ThreadPoolExecutor(options.clients) as pool:
            began = time.perf_counter()
            times = list(pool.map(lambda n: ask(server, *[("counts", queries[n % len(queries)]), ("events", queries[n % len(queries)] + [("limit", "100")])][n % 2]), range(options.clients * 2)))
            print(f"{options.clients} clients at once: {len(times)} questions answered in {time.perf_counter() - began:.1f} s, the slowest after {max(times)[0]:.1f} s")
        memory = [line for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")]
        print("serve:", " ".join(memory[0].split()))
        return queries
    finally:
        server.stop()


def measure_command_line(program, archive, queries):
    flags = {"type": "--type", "status": "--status", "country": "--country", "outlet": "--source", "since": "--since", "until": "--until", "name": "--name"}
    times = []
    for query in queries:
        words = [w for key, value in query if key in flags and not value.startswith("!") for w in (flags[key], value)]
        if not words:
            continue
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        subprocess.run([program, "events", "-a", archive, "--limit", "100", "--to", "csv", *words], check=True, capture_output=True)
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime))
    report("waqai events", times)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="source", type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path("/tmp/million"))
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/waqai")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--clients", type=int, default=50)
    options = parser.parse_args()
    os.environ["WAQAI_PROGRAM"] = str(options.program)
    sys.path.insert(0, str(ROOT / "tests/cli"))
    from test_exports import DuckDB

    archive = options.folder / "archive"
    if not (options.folder / "made").exists():
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(options.source, archive)
        duckdb = DuckDB(archive / "waqai.duckdb")
        print(f"{multiply(duckdb, options.articles)} copies")
        duckdb.close()
        subprocess.run([options.program.parent / "waqai_copies", "stamp", archive], check=True)
        (options.folder / "made").touch()
    duckdb = DuckDB(archive / "waqai.duckdb")
    articles, events = (int(duckdb.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in ("article", "event"))
    duckdb.close()
    size = (archive / "waqai.duckdb").stat().st_size
    print(f"{articles} articles, {events} events; database {size / 1e6:.0f} MB, {size / articles / 1000:.2f} KB an article")
    queries = measure_server(archive, options)
    measure_command_line(options.program, archive, queries)


if __name__ == "__main__":
    main()
