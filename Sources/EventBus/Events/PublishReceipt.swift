/// What a publisher gets back: which event its draft became.
public struct PublishReceipt: Hashable, Sendable {
    /// The event's id.
    public let id: EventID
    /// The event's place in the order of publishing, from 1.
    public let sequence: UInt64

    @usableFromInline
    init(_ event: borrowing EventHeader) {
        id = event.id
        sequence = event.sequence
    }
}
