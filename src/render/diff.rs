//! A unified diff of two texts, for `fmt --diff`. Takes them whole; gives lines with three lines of
//! context. Longest common subsequence by Myers' O(ND) algorithm, capped: past the cap the changed
//! middle is shown as replaced, which is right, only longer.

use std::fmt::Write;

/// Edit steps after which the search gives up.
const STEPS: usize = 2_000;
const CONTEXT: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Edit {
    Same,
    Out,
    In,
}

/// The unified diff from `old` to `new`; empty where they are equal.
pub fn unified(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let a: Vec<&str> = old.split_inclusive('\n').collect();
    let b: Vec<&str> = new.split_inclusive('\n').collect();
    let edits = edits(&a, &b);
    let mut out = format!("--- {name}\n+++ {name}\n");
    let near = |i: usize| {
        let from = i.saturating_sub(CONTEXT);
        edits
            .get(from..(i + CONTEXT + 1).min(edits.len()))
            .is_some_and(|w| w.iter().any(|e| *e != Edit::Same))
    };
    let (mut x, mut y, mut i) = (0, 0, 0);
    while i < edits.len() {
        if !near(i) {
            i += 1;
            x += 1;
            y += 1;
            continue;
        }
        let mut body = String::new();
        let (x0, y0) = (x, y);
        while i < edits.len() && near(i) {
            let (mark, line) = match edits.get(i) {
                Some(Edit::Out) => ('-', a.get(x)),
                Some(Edit::In) => ('+', b.get(y)),
                _ => (' ', a.get(x)),
            };
            let line = line.copied().unwrap_or("");
            body.push(mark);
            body.push_str(line);
            if !line.ends_with('\n') {
                body.push_str("\n\\ No newline at end of file\n");
            }
            x += usize::from(mark != '+');
            y += usize::from(mark != '-');
            i += 1;
        }
        let start = |at: usize, n: usize| if n == 0 { at } else { at + 1 };
        let _ = writeln!(
            out,
            "@@ -{},{} +{},{} @@",
            start(x0, x - x0),
            x - x0,
            start(y0, y - y0),
            y - y0
        );
        out.push_str(&body);
    }
    out
}

/// The edits that lead from `a` to `b`.
fn edits(a: &[&str], b: &[&str]) -> Vec<Edit> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a2, b2) = (a.get(head..).unwrap_or(&[]), b.get(head..).unwrap_or(&[]));
    let tail = a2
        .iter()
        .rev()
        .zip(b2.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let a2 = a2.get(..a2.len() - tail).unwrap_or(&[]);
    let b2 = b2.get(..b2.len() - tail).unwrap_or(&[]);
    let mut out = vec![Edit::Same; head];
    out.extend(middle(a2, b2));
    out.extend(std::iter::repeat_n(Edit::Same, tail));
    out
}

/// Myers' greedy search, the furthest reaching points of each step kept for the way back.
fn middle(a: &[&str], b: &[&str]) -> Vec<Edit> {
    let replaced = || {
        let mut all = vec![Edit::Out; a.len()];
        all.extend(std::iter::repeat_n(Edit::In, b.len()));
        all
    };
    let most = (a.len() + b.len()).min(STEPS);
    let at = |v: &[usize], k: isize, d: usize| {
        usize::try_from(k + d as isize + 1)
            .ok()
            .and_then(|i| v.get(i).copied())
            .unwrap_or(0)
    };
    let down = |v: &[usize], k: isize, d: usize| {
        k == -(d as isize) || (k != d as isize && at(v, k - 1, d) < at(v, k + 1, d))
    };
    // `trace[d]` holds the points before step d, on the diagonals −d−1 ..= d+1.
    let mut trace: Vec<Vec<usize>> = Vec::new();
    let mut v = vec![0; 3];
    for d in 0..=most {
        trace.push(v.clone());
        let mut next = vec![0; 2 * d + 5];
        for k in (-(d as isize)..=d as isize).step_by(2) {
            let mut x = if down(&v, k, d) {
                at(&v, k + 1, d)
            } else {
                at(&v, k - 1, d) + 1
            };
            if d == 0 {
                x = 0;
            }
            let mut y = (x as isize - k).max(0) as usize;
            while x < a.len() && y < b.len() && a.get(x) == b.get(y) {
                x += 1;
                y += 1;
            }
            if let Some(slot) = next.get_mut((k + d as isize + 2) as usize) {
                *slot = x;
            }
            if x >= a.len() && y >= b.len() {
                return walk_back(&trace, a.len(), b.len(), at, down);
            }
        }
        v = next;
    }
    replaced()
}

fn walk_back(
    trace: &[Vec<usize>],
    mut x: usize,
    mut y: usize,
    at: impl Fn(&[usize], isize, usize) -> usize,
    down: impl Fn(&[usize], isize, usize) -> bool,
) -> Vec<Edit> {
    let mut out = Vec::new();
    for (d, v) in trace.iter().enumerate().rev() {
        let k = x as isize - y as isize;
        if d == 0 {
            out.extend(std::iter::repeat_n(Edit::Same, x.min(y)));
            break;
        }
        let is_down = down(v, k, d);
        let px = if is_down {
            at(v, k + 1, d)
        } else {
            at(v, k - 1, d)
        };
        let py = (px as isize - if is_down { k + 1 } else { k - 1 }).max(0) as usize;
        while x > px
            && y > py
            && !(x == px + usize::from(!is_down) && y == py + usize::from(is_down))
        {
            out.push(Edit::Same);
            x -= 1;
            y -= 1;
        }
        out.push(if is_down { Edit::In } else { Edit::Out });
        (x, y) = (px, py);
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Applies a unified diff's edits: an oracle that knows nothing of how they were found.
    fn apply(a: &[&str], b: &[&str], edits: &[Edit]) -> (Vec<String>, Vec<String>) {
        let (mut x, mut y) = (0, 0);
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for e in edits {
            match e {
                Edit::Same => {
                    assert_eq!(a[x], b[y]);
                    old.push(a[x].to_string());
                    new.push(b[y].to_string());
                    x += 1;
                    y += 1;
                }
                Edit::Out => {
                    old.push(a[x].to_string());
                    x += 1;
                }
                Edit::In => {
                    new.push(b[y].to_string());
                    y += 1;
                }
            }
        }
        (old, new)
    }

    #[test]
    fn every_pair_of_short_texts_is_turned_into_the_other() {
        let words = ["a", "b", "c"];
        let text = |mut n: usize| {
            let mut t = Vec::new();
            while n > 0 {
                t.push(words[n % 3]);
                n /= 3;
            }
            t
        };
        for i in 0..120 {
            for j in 0..120 {
                let (a, b) = (text(i), text(j));
                let found = edits(&a, &b);
                let (old, new) = apply(&a, &b, &found);
                assert_eq!(
                    (old, new),
                    (
                        a.iter().map(|s| s.to_string()).collect(),
                        b.iter().map(|s| s.to_string()).collect()
                    )
                );
            }
        }
    }

    #[test]
    fn a_change_is_shown_with_its_context() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        assert_eq!(
            unified("f", old, new),
            "--- f\n+++ f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
        );
        assert_eq!(unified("f", old, old), "");
    }
}
