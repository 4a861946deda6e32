"""Writes a project with 2,000 instances into a folder: big.py FOLDER"""
import pathlib
import random
import sys

folder = pathlib.Path(sys.argv[1])
rng = random.Random(1)
n = 400
rules = ["edition 1"] + [f'state S{i} "Sylvania{i}"' for i in range(5)] + [f'group G{i} "Groupname{i}"' for i in range(n)]
rules += ["set All = S0, S1, S2, S3, S4", 'action ban "ban" { undone by lift-ban }', 'action lift-ban "lift the ban on"']
rules += [f'commitment C-{i} "Commitment {i} about banning" {{\n  Each of All shall ban G{i} by {2019 + i % 5}-12-31.\n}}' for i in range(n)]
(folder / "rules").mkdir(parents=True, exist_ok=True)
(folder / "reports").mkdir(exist_ok=True)
(folder / "rules/a.norm").write_text("\n".join(rules) + "\n")
said = ["banned", "will ban", "has not banned", "lifted the ban on"]
for k in range(100):
    text = f"---\ndate: 20{18 + k % 6:02}-{1 + k % 12:02}-10\npublisher: Paper{k % 9}\n---\n"
    for j in range(40):
        text += f"Sylvania{rng.randrange(5)} {rng.choice(said)} Groupname{rng.randrange(n)} in a decision that was printed in the official gazette of the country. "
        text += "\n\n" if j % 4 == 3 else ""
    (folder / f"reports/r{k:03}.md").write_text(text)
