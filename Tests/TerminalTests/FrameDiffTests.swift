import Testing

@testable import Terminal

@Suite struct FrameDiffTests {
    private func canvas(_ lines: String...) -> Canvas {
        var canvas = Canvas(size: Size(columns: 8, rows: lines.count))
        for (y, line) in lines.enumerated() { canvas.put(line, x: 0, y: y) }
        return canvas
    }

    @Test func `an unknown screen, or one of another size, is sent in full`() {
        let whole = [FrameRun(y: 0, columns: 0..<8), FrameRun(y: 1, columns: 0..<8)]
        #expect(FrameDiff.runs(from: nil, to: canvas("a", "b")) == whole)
        #expect(FrameDiff.runs(from: canvas("a"), to: canvas("a", "b")) == whole)
        #expect(FrameDiff.runs(from: nil, to: Canvas(size: Size(columns: 0, rows: 3))) == [])
    }

    @Test func `only what changed is sent`() {
        #expect(FrameDiff.runs(from: canvas("abc", "x"), to: canvas("abc", "x")) == [])
        #expect(
            FrameDiff.runs(from: canvas("abcdef", "x"), to: canvas("aXXdeX", "x"))
                == [FrameRun(y: 0, columns: 1..<3), FrameRun(y: 0, columns: 5..<6)])
    }

    @Test func `a change of style alone is sent`() {
        var changed = canvas("abc")
        changed.restyle(Rect(x: 1, y: 0, width: 1, height: 1)) { $0.role = .pnlGain }
        #expect(
            FrameDiff.runs(from: canvas("abc"), to: changed) == [FrameRun(y: 0, columns: 1..<2)])
    }

    @Test func `a run never begins inside a wide glyph`() {
        var changed = canvas("漢字")
        changed.restyle(Rect(x: 1, y: 0, width: 1, height: 1)) { $0.role = .pnlGain }
        #expect(FrameDiff.runs(from: canvas("漢字"), to: changed) == [FrameRun(y: 0, columns: 0..<2)])
        #expect(
            FrameDiff.runs(from: canvas("a漢"), to: canvas("漢漢"))
                == [FrameRun(y: 0, columns: 0..<4)])
    }

    @Test("the runs hold every changed cell, once, and hardly any other")
    func minimal() {
        var random = SeededGenerator(seed: 2)
        let letters = ["a", "b", "漢", " "]
        for _ in 0..<500 {
            let texts = (0..<2).map { _ in
                (0..<4).map { _ in letters[Int.random(in: 0..<4, using: &random)] }.joined()
            }
            let (old, new) = (canvas(texts[0]), canvas(texts[1]))
            var sent: [Int] = []
            for run in FrameDiff.runs(from: old, to: new) { sent += run.columns }
            #expect(Set(sent).count == sent.count)
            for x in 0..<8 where old[x, 0] != new[x, 0] { #expect(sent.contains(x)) }
            for x in sent where old[x, 0] == new[x, 0] { #expect(new[x, 0].columns == 2) }
        }
    }
}
