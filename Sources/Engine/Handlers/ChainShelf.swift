import Synchronization
import Trading

/// The chains that were laid out last, one an underlying: a market hands out the same list all day.
final class ChainShelf: Sendable {
    private let shelf = Mutex<[String: (contracts: [OptionContract], chain: OptionChain)]>([:])

    /// Lays out a chain, unless it was laid out before.
    func chain(of underlying: String, _ contracts: [OptionContract]) -> OptionChain {
        let known = shelf.withLock { $0[underlying] }
        if let known, known.contracts.isSameList(as: contracts) { return known.chain }
        let chain = OptionChain(of: underlying, contracts)
        shelf.withLock { $0[underlying] = (contracts, chain) }
        return chain
    }
}

extension [OptionContract] {
    /// Whether two arrays share their storage.
    ///
    /// As long as both exist, nobody can change it, so they are equal without looking at the elements.
    fileprivate func isSameList(as other: [OptionContract]) -> Bool {
        withUnsafeBufferPointer { own in
            other.withUnsafeBufferPointer {
                own.baseAddress == $0.baseAddress && own.count == $0.count
            }
        }
    }
}
