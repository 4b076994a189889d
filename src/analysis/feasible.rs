/// Whether an alternative may lead. Alternatives beyond the end of the slice are feasible, so `&[]` lets all compete.
pub(super) fn is_feasible(feasible: &[bool], alternative: usize) -> bool {
    feasible.get(alternative).copied().unwrap_or(true)
}
