"""Reads the outputs of one run with other programs, and compares ids and statuses: read_back.py OUT ROOT"""
import csv
import json
import pathlib
import sys

import jsonschema
from junitparser import JUnitXml
from rdflib import Graph
from trestle.oscal.assessment_results import AssessmentResults

out, root = map(pathlib.Path, sys.argv[1:])
load = lambda p: json.loads(p.read_text("utf-8"))

run = load(out / "o.json")
jsonschema.Draft202012Validator(load(root / "docs/schema/check.schema.json")).validate(run)
want = {i["id"]: i["status"] for c in run["commitments"] for i in c["instances"]}
exits = {i["id"]: i["exit"] for c in run["commitments"] for i in c["instances"]}
assert len(want) > 30

sarif = load(out / "o.sarif")
jsonschema.Draft202012Validator(load(root / "tests/schema/sarif-2.1.0.json")).validate(sarif)
got = {s["id"]: s["status"] for s in sarif["runs"][0]["properties"]["statuses"]}
assert {k: v for k, v in got.items() if k in want} == want

junit = JUnitXml.fromfile(str(out / "o.xml"))
cases = {case.name: case for suite in junit for case in suite}
assert cases.keys() == want.keys() and junit.tests == len(want)
for name, case in cases.items():
    failed = any(type(r).__name__ == "Failure" for r in case.result)
    assert failed == (exits[name] in (1, 4)), name

rows = list(csv.DictReader((out / "o.csv").open(encoding="utf-8", newline="")))
assert {r["instance"]: r["status"] for r in rows if r["instance"] in want} == want
assert all(not v.startswith(("=", "+", "@")) for r in rows for v in r.values())
assert list(csv.DictReader((out / "ledger.csv").open(encoding="utf-8", newline="")))

results = AssessmentResults.oscal_read(out / "oscal.json").results[0]
status_of = lambda x: next(p.value for p in x.props if p.name == "status")
assert {o.title: status_of(o) for o in results.observations if o.title in want} == want
states = {f.target.title: f.target.status.state.value for f in results.findings}
for name, status in want.items():
    if status in ("contested", "unreported", "pending"):
        assert name not in states, name
    elif status in ("fulfilled", "fulfilled-late"):
        assert states[name] == "satisfied", name
    elif status in ("overdue", "breached", "reversed"):
        assert states[name] == "not-satisfied", name

graph = Graph().parse(out / "o.jsonld", format="json-ld")
found = graph.query(
    "PREFIX s: <urn:servanda:terms:> PREFIX r: <https://w3id.org/force/compliance-report#> "
    "SELECT ?i ?w WHERE { ?p r:ruleReport ?x . ?x s:instance ?i ; s:status ?w ; r:deonticState ?d }"
)
assert {str(i): str(w) for i, w in found} == want
print(f"JSON, SARIF, JUnit, CSV, OSCAL and JSON-LD are read by others and agree on {len(want)} instances")
