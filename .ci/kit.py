"""Runs the steps of action.yml, of the GitLab job and of the pre-commit hooks, as far as that can be done without
the services: kit.py BINARY ROOT. Steps run in a scratch project; `gh` and `cargo` are stand-ins that note their arguments."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from ruamel.yaml import YAML

binary, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
load = lambda path: YAML(typ="safe").load((root / path).read_text("utf-8"))
RULES = """edition 1
state Pakistan "Pakistan"
group LeT "Lashkar-e-Tayyiba"
action ban "ban"
commitment PK-1 "Ban" { Pakistan shall ban LeT by 2021-12-31. }
"""
KEPT = "---\ndate: 2021-03-02\npublisher: Dawn\n---\nPakistan banned Lashkar-e-Tayyiba on 1 March 2021.\n"
BROKEN = "---\ndate: 2022-02-02\npublisher: Dawn\ncovers: 2020-01-01 to 2022-01-31\n---\nPakistan has not banned Lashkar-e-Tayyiba.\n"


def project(report):
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "rules").mkdir()
    (folder / "reports").mkdir()
    (folder / "rules/a.norm").write_text(RULES)
    (folder / "reports/a.md").write_text(report)
    stand_ins = folder / ".bin"
    stand_ins.mkdir()
    for name in ("gh", "cargo"):
        (stand_ins / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{folder}/called"\n')
        (stand_ins / name).chmod(0o755)
    (stand_ins / "servanda").symlink_to(binary)
    return folder


def environment(folder, **more):
    return {**os.environ, "PATH": f"{folder}/.bin:{os.environ['PATH']}", "CARGO_HOME": str(folder), **more}


def action(report, inputs, event="pull_request"):
    """Runs the steps that are scripts; gives the exit code of the first that fails, and what they left."""
    folder = project(report)
    spec = load("action.yml")
    values = {f"inputs.{k}": str(v.get("default", "")) for k, v in spec["inputs"].items()}
    values |= {f"inputs.{k}": v for k, v in inputs.items()}
    values |= {"github.event_name": event, "github.action_path": str(root), "github.token": "t", "github.repository": "o/r",
               "github.event.pull_request.number": "7"}
    fill = lambda text: re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda m: values[m.group(1)], str(text))
    runner = folder / "runner"
    runner.mkdir()
    summary = runner / "summary"
    summary.touch()
    log = ""
    for step in spec["runs"]["steps"]:
        if condition := step.get("if"):
            inner = re.fullmatch(r"\$\{\{\s*(.*?)\s*\}\}", condition).group(1)
            for name in sorted(values, key=len, reverse=True):
                inner = inner.replace(name, repr(values[name]))
            if not eval(inner.replace("&&", " and ").replace("!=", " != ")):
                continue
        if "run" not in step:
            assert pathlib.Path(fill(step["with"]["sarif_file"])).exists(), "the SARIF to upload is there"
            log += f"uses {step['uses']}\n"
            continue
        assert "${{" not in step["run"], "an input must reach a script as environment"
        out = runner / "out"
        out.write_text("")
        env = environment(folder, RUNNER_TEMP=str(runner), GITHUB_OUTPUT=str(out), GITHUB_STEP_SUMMARY=str(summary),
                          **{k: fill(v) for k, v in step.get("env", {}).items()})
        ran = subprocess.run(["bash", "-e", "-c", step["run"]], cwd=folder, env=env, capture_output=True, text=True)
        log += ran.stdout + ran.stderr
        for line in out.read_text().splitlines():
            key, value = line.split("=", 1)
            values[f"steps.{step['id']}.outputs.{key}"] = value
        if ran.returncode:
            break
    called = (folder / "called").read_text() if (folder / "called").exists() else ""
    return ran.returncode, log, summary.read_text(), called


def expect(what, is_so, shown=""):
    if not is_so:
        sys.exit(f"{what}\n{shown}")


given = {"as-of": "2022-03-01", "binary": str(binary), "upload-sarif": "true", "comment": "true"}
code, log, summary, called = action(KEPT, given)
expect("a kept commitment passes", code == 0, log)
expect("the summary has the matrix", "| PK-1 |" in summary, summary)
expect("the pull request is commented", "gh pr comment 7 --edit-last" in called, called)
expect("the SARIF is uploaded", "upload-sarif" in log, log)
code, log, summary, called = action(BROKEN, given)
expect("a breach fails with its code, after everything else", code == 4 and "gh pr comment" in called, log)
expect("it is annotated", "::error file=rules/a.norm,line=5" in log, log)
code, log, summary, called = action(KEPT, {**given, "args": "--fail-on nonsense"})
expect("a usage error fails with 2 and says so", code == 2 and "could not be run" in summary, log)
code, log, summary, called = action(KEPT, {"as-of": "2022-03-01; touch evil"}, "push")
expect("nothing in an input is run", code != 0 and "evil" not in os.listdir("."), log)
code, log, summary, called = action(KEPT, {"as-of": "2022-03-01"}, "push")
expect("without a binary it is built from the action's folder", f"cargo install --locked --quiet --path {root}" in called, called)

job = load("examples/ci/gitlab.yml")["servanda"]
folder = project(BROKEN)
script = "\n".join(job["before_script"] + job["script"])
ran = subprocess.run(["bash", "-e", "-c", script], cwd=folder, env=environment(folder, SERVANDA_AS_OF="2022-03-01"), capture_output=True, text=True)
expect("the GitLab job fails with the breach", ran.returncode == 4, ran.stdout + ran.stderr)
for path in job["artifacts"]["paths"] + [job["artifacts"]["reports"]["junit"]]:
    expect(f"the GitLab job leaves {path}", (folder / path).exists())

for hook in load(".pre-commit-hooks.yaml"):
    folder = project(KEPT)
    args = ["--as-of", "2022-03-01"] if hook["id"] == "servanda-check" else ["rules/a.norm"]
    ran = subprocess.run(hook["entry"].split() + args, cwd=folder, env=environment(folder), capture_output=True, text=True)
    expect(f"the hook {hook['id']} runs", ran.returncode == 0, ran.stdout + ran.stderr)
    expect("the hook's pattern is a pattern", re.compile(hook["files"]).search("rules/a.norm"))
print("the steps of the action, the GitLab job and the hooks do what they say")
