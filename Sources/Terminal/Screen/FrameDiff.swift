#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Finds what changed between two canvases, so that nothing else is written.
enum FrameDiff {
    /// Returns the changed runs, row by row from the left.
    ///
    /// - Parameters:
    ///   - old: What is shown, or `nil` when that is unknown.
    ///   - new: What is to be shown.
    /// - Returns: Every changed cell once. A run never begins inside a wide glyph.
    static func runs(from old: Canvas?, to new: Canvas) -> [FrameRun] {
        let width = new.size.columns
        guard let old, old.size == new.size else {
            return width == 0 ? [] : (0..<new.size.rows).map { FrameRun(y: $0, columns: 0..<width) }
        }
        var runs: [FrameRun] = []
        old.withCells { before in
            new.withCells { after in
                for y in 0..<new.size.rows {
                    let row = y * width..<(y + 1) * width
                    let (old, new) = (before[row], after[row])
                    // Most rows are as they were.
                    guard !haveSameBytes(old, new) else { continue }
                    addRuns(of: y, from: old, to: new, &runs)
                }
            }
        }
        return runs
    }

    private static func addRuns(
        of y: Int, from old: Slice<UnsafeBufferPointer<Cell>>,
        to new: Slice<UnsafeBufferPointer<Cell>>, _ runs: inout [FrameRun]
    ) {
        let (first, end) = (new.startIndex, new.endIndex)
        var place = first
        while place < end {
            guard old[place] != new[place] else {
                place += 1
                continue
            }
            let start = new[place].isContinuation && place > first ? place - 1 : place
            place += 1
            while place < end, old[place] != new[place] { place += 1 }
            runs.append(FrameRun(y: y, columns: start - first..<place - first))
        }
    }

    /// Whether cells are the same in memory, and so equal; padding may tell equal ones apart.
    private static func haveSameBytes(
        _ one: Slice<UnsafeBufferPointer<Cell>>, _ other: Slice<UnsafeBufferPointer<Cell>>
    ) -> Bool {
        guard let first = UnsafeBufferPointer(rebasing: one).baseAddress,
            let second = UnsafeBufferPointer(rebasing: other).baseAddress
        else { return true }
        return memcmp(first, second, one.count * MemoryLayout<Cell>.stride) == 0
    }
}
