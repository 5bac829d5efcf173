/// A figure of ours with what it must reach: a bound of its own, or a ratio to a peer measured in the same run.
struct Comparison: Sendable {
    /// What the figure must reach.
    enum Must: Sendable {
        /// Ours divided by the peer's.
        case ratioAtLeast(Double)
        /// Ours divided by the peer's.
        case ratioAtMost(Double)
        /// The figure itself.
        case atMost(Double)
        /// Nothing: there is nobody to set it against.
        case nothing

        var words: String {
            switch self {
            case .ratioAtLeast(let bound): "≥ \(Figure.text(bound)) ×"
            case .ratioAtMost(let bound): "≤ \(Figure.text(bound)) ×"
            case .atMost(let bound): "≤ \(Figure.text(bound))"
            case .nothing: "–"
            }
        }

        func isMet(ours: Double, ratio: Double?) -> Bool? {
            switch self {
            case .ratioAtLeast(let bound): ratio.map { $0 >= bound }
            case .ratioAtMost(let bound): ratio.map { $0 <= bound }
            case .atMost(let bound): ours <= bound
            case .nothing: nil
            }
        }
    }

    /// Whom ours is set against.
    struct Peer: Sendable {
        let name: String
        /// Whether it is a program of its own, which may not be there.
        var isForeign = false
        /// Measures the peer once; throws `PeerMissing` when it is not installed.
        let measure: @Sendable () async throws -> Double
    }

    let name: String
    let unit: String
    var must: Must
    var peer: Peer?
    /// Whether ours is measured in this process.
    var isInProcess = true
    /// How many short pairs of measurements make a round.
    ///
    /// What swings with the machine from second to second is measured in turns that are as short.
    var pairsPerRound = 1
    let measure: @Sendable () async throws -> Double

    /// The same figure without a peer that may not be installed.
    var withoutForeignPeer: Comparison {
        guard peer?.isForeign == true else { return self }
        var alone = self
        (alone.peer, alone.must) = (nil, .nothing)
        return alone
    }

    /// Measures ours and the peer's in turn, after one round that does not count.
    ///
    /// - Parameter rounds: How many rounds count; the medians are kept.
    /// - Returns: The medians, and the median of the pairs' ratios.
    /// - Throws: What went wrong in a measurement.
    func result(rounds: Int) async throws -> ComparisonResult {
        var ours: [Double] = []
        var theirs: [Double] = []
        var missing: String?
        for pair in 0..<(rounds + 1) * pairsPerRound {
            let counts = pair >= pairsPerRound
            let figure = try await measure()
            if counts { ours.append(figure) }
            guard let peer, missing == nil else { continue }
            do {
                let figure = try await peer.measure()
                if counts { theirs.append(figure) }
            } catch let error as PeerMissing {
                missing = error.reason
            }
        }
        let ratio = theirs.isEmpty ? nil : Figure.median(zip(ours, theirs).map { $0 / $1 })
        return ComparisonResult(
            comparison: self, ours: Figure.median(ours),
            theirs: theirs.isEmpty ? nil : Figure.median(theirs), ratio: ratio, missing: missing)
    }
}

/// What a comparison came to.
struct ComparisonResult: Sendable {
    let comparison: Comparison
    let ours: Double
    let theirs: Double?
    let ratio: Double?
    /// Why there is no peer's figure, when there should be one.
    let missing: String?

    static let header = ["figure", "ours", "peer", "ratio", "must", "met"]

    /// The cells of its row in a table.
    var cells: [String] {
        let isMet = comparison.must.isMet(ours: ours, ratio: ratio)
        let peer = comparison.peer.map { peer in
            theirs.map { "\(Figure.text($0)) (\(peer.name))" }
                ?? "\(peer.name): \(missing ?? "no figure")"
        }
        return [
            comparison.name, "\(Figure.text(ours)) \(comparison.unit)", peer ?? "–",
            ratio.map { "\(Figure.text($0)) ×" } ?? "–", comparison.must.words,
            isMet.map { $0 ? "yes" : "NO" } ?? "–",
        ]
    }
}

/// A peer that is not installed here.
struct PeerMissing: Error {
    let reason: String
}
