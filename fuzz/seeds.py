#!/usr/bin/env python3
"""Writes texts of the repository as a fuzz target's first inputs: seeds.py TARGET FOLDER."""
import hashlib, pathlib, re, sys

target, folder = sys.argv[1], pathlib.Path(sys.argv[2])
root = pathlib.Path(__file__).resolve().parent.parent
seeds = []
cases = [p.read_text() for p in sorted(root.glob("tests/cases/language/*.case"))]


def parts(name):
    for text in cases:
        yield from re.findall(rf"^=== {name}\n(.*?)(?=^=== |\Z)", text, re.S | re.M)


def texts(*patterns):
    for pattern in patterns:
        for p in sorted(root.glob(pattern)):
            yield p.read_text(errors="ignore")


if target in ("rules", "fmt"):
    seeds += parts("norm")
    if target == "rules":
        seeds += parts("bad")
    for text in texts("rules/**/*.norm", "examples/*/rules/*.norm", "tests/cases/**/*.norm"):
        # One item a seed: small inputs are changed to more purpose.
        seeds += re.split(r"(?m)^(?=[a-z])", text)
elif target == "yaml":
    seeds += parts("yaml")
    for text in texts("examples/*/*.yaml", "tests/cases/**/rules/*.yaml"):
        seeds += re.split(r"(?m)^(?=[a-z])", text)
elif target == "reports":
    endings = {"md": 0, "txt": 2, "yaml": 4, "json": 6, "jsonl": 7, "csv": 9}
    for p in sorted(list(root.glob("examples/*/reports/*")) + list(root.glob("tests/cases/**/reports/*"))):
        n = endings.get(p.suffix[1:])
        if n is None:
            continue
        text = p.read_text(errors="ignore")[:3000]
        for other in range(12) if len(seeds) < 40 else [n]:
            seeds.append(chr(other) + text)
    world = (
        "---\ndate: 2021-03-02\npublisher: Gazette\ncovers: 2020-01-01 to 2021-03-01\n---\n"
        "Ostmark banned the Hill Raiders on 2 January 2021. The River Band attacked Westmark last week, officials said. "
        "Westmark denied that it had lifted the ban on the River Band.\n\n- Ostmark has not reported to the River Fund.\n\n"
        "| actor | act |\n|---|---|\n| Ostmark | banned the Raiders |\n"
    )
    seeds += [chr(n) + world for n in range(12)]
    record = '[{"date":"2021-01-02","actor":"Ostmark","action":"ban","target":"Raiders","source":"Gazette"}]'
    seeds += [chr(n) + record for n in range(12)]
    seeds += [chr(n) + "date,actor,action,target\n2021-01-02,Ostmark,ban,Raiders\n" for n in range(12)]
else:
    seeds += [bytes([255, 255] + [n] * 16 + [15, 0] + [n] * 4).decode("latin1") for n in range(10)]
for text in seeds:
    data = text.encode("latin1") if target == "records" else text.encode()
    if len(data) <= 4096:
        (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)
