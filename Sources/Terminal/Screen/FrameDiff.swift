/// Finds what changed between two canvases, so that curses is handed nothing else.
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
        for y in 0..<new.size.rows {
            let before = old.row(y)
            let after = new.row(y)
            let (first, from) = (after.startIndex, before.startIndex)
            var x = 0
            while x < width {
                guard before[from + x] != after[first + x] else {
                    x += 1
                    continue
                }
                let start = after[first + x].isContinuation && x > 0 ? x - 1 : x
                x += 1
                while x < width, before[from + x] != after[first + x] { x += 1 }
                runs.append(FrameRun(y: y, columns: start..<x))
            }
        }
        return runs
    }
}
