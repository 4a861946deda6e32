//! The pages of the language are executed: each example of `docs/reference.md` in its world, the cheat
//! sheet's, and the page of the grammar, which is made of `grammar/*.pest`.

use super::support::root;
use servanda::diag::Diagnostic;
use servanda::model::Rulebook;
use servanda::source::{Role, Source, Sources};
use servanda::{lower, syntax, testing};

/// A fenced example, and the text after it up to the next heading.
struct Example {
    title: String,
    is_world: bool,
    text: String,
    after: String,
}

fn examples(page: &str) -> Vec<Example> {
    let mut out: Vec<Example> = Vec::new();
    let (mut title, mut inside) = (String::new(), false);
    for line in page.lines() {
        if line.starts_with("```norm") {
            inside = true;
            out.push(Example {
                title: title.clone(),
                is_world: line.contains("world"),
                text: String::new(),
                after: String::new(),
            });
        } else if inside && line.starts_with("```") {
            inside = false;
        } else if let Some(heading) = line.strip_prefix('#').filter(|_| !inside) {
            title = heading.trim_start_matches('#').trim().to_owned();
        } else if let Some(last) = out.last_mut().filter(|e| inside || e.title == title) {
            let to = if inside {
                &mut last.text
            } else {
                &mut last.after
            };
            to.push_str(line);
            to.push('\n');
        }
    }
    out
}

fn lowered(texts: &[&str]) -> (Sources, Rulebook, Vec<Diagnostic>) {
    let mut src = Sources::new();
    let mut said = Vec::new();
    let files: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(i, t)| {
            let id = src.add(Source::new(format!("{i}.norm"), *t, Role::Rules));
            syntax::parse(&src, id).split(&mut said)
        })
        .collect();
    let rules = lower::lower(&src, &files).split(&mut said);
    (src, rules, said)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

#[test]
fn every_example_of_the_reference_comes_out_as_it_says() {
    let page = read("docs/reference.md");
    let all = examples(&page);
    let world = all.iter().find(|e| e.is_world).unwrap();
    assert!(all.len() > 20);
    let mut wrong = Vec::new();
    for e in all.iter().filter(|e| !e.is_world) {
        // An agreement belongs to its file: the example stands in it.
        let whole = format!("{}\n{}", world.text, e.text);
        let (src, rules, said) = lowered(&[&whole]);
        for d in said.iter().filter(|d| d.is_input_error()) {
            wrong.push(format!("{}: {} {}", e.title, d.code.as_str(), d.message));
        }
        for r in testing::run(&src, &rules, &said, "") {
            for d in r.diagnostics.iter().filter(|d| d.is_input_error()) {
                let help = d.help.clone().unwrap_or_default();
                let name = &r.test.name.node;
                wrong.push(format!("{}, {name}: {} | {help}", e.title, d.message));
            }
        }
        let kinds: Vec<&str> = rules
            .commitments
            .iter()
            .flat_map(|c| &c.norms)
            .map(|n| n.kind.word())
            .collect();
        let told = match kinds.as_slice() {
            [one] => format!("*Kind: {one}.*"),
            all => format!("*Kinds: {}.*", all.join(", ")),
        };
        if !e.after.contains(&told) {
            wrong.push(format!("{}: the page does not say {told}", e.title));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_cheat_sheet_is_a_rulebook_without_a_fault() {
    let page = read("docs/cheatsheet.md");
    let all = examples(&page);
    let actions = read("rules/std/actions.norm");
    let (src, rules, said) = lowered(&[&all[0].text, &actions]);
    let errors: Vec<_> = said.iter().filter(|d| d.is_input_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let ran = testing::run(&src, &rules, &said, "");
    assert!(ran.iter().all(|r| r.passed()) && ran.len() == 1, "{ran:#?}");
}

/// A rule's body as EBNF: sequences by white space, `?`, `*`, `+` as they are.
fn ebnf(line: &str) -> Option<String> {
    let (name, body) = line.split_once(" = ")?;
    let name = name.trim();
    let is_rule = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_rule || name.ends_with("_only") {
        return None;
    }
    let body = body.trim_start_matches(['_', '@', '$', '!']).trim();
    let body = body.strip_prefix('{').unwrap_or(body).trim_end();
    let body = body.strip_suffix('}').unwrap_or(body).trim();
    Some(format!("{name} ::= {}", body.replace(" ~ ", " ")))
}

/// The page of the grammar.
fn grammar_page() -> String {
    let mut out = String::from(
        "# The grammar\n\nMade of `grammar/*.pest` by a test; do not edit. White space and `//` comments may stand between any two words. `!x` and `&x` look ahead and take nothing; `^\"x\"` is `x` in small or capital letters.\n",
    );
    for (title, file) in [
        ("Rulebooks", "grammar/file.pest"),
        ("Sentences", "grammar/sentence.pest"),
        ("Values", "grammar/value.pest"),
        ("Words", "grammar/lexical.pest"),
    ] {
        out.push_str(&format!("\n## {title}\n\n```ebnf\n"));
        let text = read(file);
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.ends_with("= _{") || line.ends_with("= {") || line.ends_with("= @{") {
                // A rule over several lines.
                let mut whole = line.to_owned();
                for more in lines.by_ref() {
                    whole.push(' ');
                    whole.push_str(more.trim());
                    if more.starts_with('}') {
                        break;
                    }
                }
                out.extend(ebnf(&whole).map(|l| l + "\n"));
            } else {
                out.extend(ebnf(line).map(|l| l + "\n"));
            }
        }
        out.push_str("```\n");
    }
    out
}

#[test]
fn the_page_of_the_grammar_is_that_of_the_parser() {
    let page = grammar_page();
    let path = root().join("docs/grammar.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(read("docs/grammar.md"), page, "run it with UPDATE=1");
    let rules = page.lines().filter(|l| l.contains(" ::= ")).count();
    assert!(rules > 150, "{rules}");
}

/// The rules that a body names, texts in quotation marks left out.
fn named(body: &str) -> impl Iterator<Item = &str> {
    let outside = body
        .split('"')
        .step_by(2)
        .flat_map(|s| s.split('\'').step_by(2));
    outside.flat_map(|s| s.split(|c: char| !c.is_ascii_alphanumeric() && c != '_'))
}

/// The parser does not look at its stack, so that its depth must be that of the grammar alone.
#[test]
fn no_rule_of_the_grammar_leads_back_to_itself() {
    let page = grammar_page().replace("\"\\\"\"", "").replace("\\'", "");
    let mut open: Vec<(&str, Vec<&str>)> = page
        .lines()
        .filter_map(|l| l.split_once(" ::= "))
        .map(|(name, body)| (name, named(body).collect()))
        .collect();
    assert!(open.len() > 150);
    // Takes out what names no rule that is left; a circle stays.
    loop {
        let left: Vec<&str> = open.iter().map(|(name, _)| *name).collect();
        open.retain(|(_, body)| body.iter().any(|b| left.contains(b)));
        if open.len() == left.len() {
            break;
        }
    }
    assert!(open.is_empty(), "{open:?}");
}
