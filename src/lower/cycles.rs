//! Circles in a graph of declarations: takes the links of each node; gives the links that close a
//! circle. Without these the graph has none. Depth-first by an explicit stack: no input is too deep.

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

/// Each circle as its nodes: the last one's link to the first closes it. The order is that of the
/// nodes, so that sorted declarations give the same circles in every order of files.
pub(super) fn circles(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut out = Vec::new();
    let mut marks = vec![Mark::New; links.len()];
    for start in 0..links.len() {
        if marks.get(start) != Some(&Mark::New) {
            continue;
        }
        set(&mut marks, start, Mark::Open);
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let (at, link) = (*node, *next);
            *next += 1;
            let Some(to) = links.get(at).and_then(|l| l.get(link)).copied() else {
                set(&mut marks, at, Mark::Done);
                path.pop();
                continue;
            };
            match marks.get(to) {
                Some(Mark::New) => {
                    set(&mut marks, to, Mark::Open);
                    path.push((to, 0));
                }
                Some(Mark::Open) => {
                    let from = path.iter().position(|(n, _)| *n == to).unwrap_or(0);
                    let nodes = path.get(from..).unwrap_or_default();
                    out.push(nodes.iter().map(|(n, _)| *n).collect());
                }
                _ => {}
            }
        }
    }
    out
}

fn set(marks: &mut [Mark], node: usize, mark: Mark) {
    if let Some(m) = marks.get_mut(node) {
        *m = mark;
    }
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn every_circle_is_found_once_and_a_diamond_is_none() {
        let links = |l: &[&[usize]]| circles(&l.iter().map(|x| x.to_vec()).collect::<Vec<_>>());
        assert_eq!(links(&[&[1, 2], &[3], &[3], &[]]), Vec::<Vec<usize>>::new());
        assert_eq!(links(&[&[1], &[2], &[0]]), [vec![0, 1, 2]]);
        assert_eq!(links(&[&[0]]), [vec![0]]);
        assert_eq!(links(&[&[1], &[0, 2], &[1]]), [vec![0, 1], vec![1, 2]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let n = 200_000;
        let chain: Vec<Vec<usize>> = (0..n).map(|i| vec![(i + 1) % n]).collect();
        assert_eq!(circles(&chain).len(), 1);
    }
}
