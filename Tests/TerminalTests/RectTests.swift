import Testing

@testable import Terminal

@Suite struct RectTests {
    private let area = Rect(x: 2, y: 1, width: 10, height: 5)

    @Test func `a split loses and doubles nothing`() {
        let (top, below) = area.splitTop(2)
        #expect(top == Rect(x: 2, y: 1, width: 10, height: 2))
        #expect(below == Rect(x: 2, y: 3, width: 10, height: 3))
        let (above, bottom) = area.splitBottom(2)
        #expect(above == Rect(x: 2, y: 1, width: 10, height: 3))
        #expect(bottom == Rect(x: 2, y: 4, width: 10, height: 2))
        let (left, rest) = area.splitLeft(4)
        #expect(left.maxX == rest.x)
        #expect(left.width + rest.width == 10)
        #expect(area.splitRight(3).right == Rect(x: 9, y: 1, width: 3, height: 5))
    }

    @Test func `a split takes no more than there is`() {
        #expect(area.splitTop(9).top == area)
        #expect(area.splitTop(9).rest.isEmpty)
        #expect(area.splitBottom(-1).rest == area)
        #expect(area.splitLeft(-4).left.isEmpty)
    }

    @Test("weighted parts cover the whole, without gap or overlap")
    func weights() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let weights = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                Int.random(in: -1...5, using: &random)
            }
            let width = Int.random(in: 0...50, using: &random)
            let parts = Rect(x: 3, y: 0, width: width, height: 2).columns(weights: weights)
            #expect(parts.count == weights.count)
            var x = 3
            for part in parts {
                #expect(part.x == x)
                x = part.maxX
            }
            if weights.contains(where: { $0 > 0 }) { #expect(x == 3 + width) }
        }
        #expect(area.rows(weights: [1, 1]).map(\.height) == [2, 3])
        #expect(area.columns(weights: []) == [])
    }

    @Test func `insets and middles stay inside`() {
        #expect(area.inset() == Rect(x: 3, y: 2, width: 8, height: 3))
        #expect(area.inset(by: 9).isEmpty)
        #expect(area.centred(width: 4, height: 1) == Rect(x: 5, y: 3, width: 4, height: 1))
        #expect(area.centred(width: 99, height: 99) == area)
        #expect(area.intersection(Rect(x: 50, y: 50, width: 2, height: 2)).isEmpty)
        #expect(area.contains(Point(x: 11, y: 5)) && !area.contains(Point(x: 12, y: 5)))
    }
}
