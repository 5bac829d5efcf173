/// Every pane there is: a new one is a file beside this one and a line here.
enum PaneRegistry {
    static let all: [any Pane] = [
        QueuesPane(),
        HandlersPane(),
        FlowPane(),
        DeadLettersPane(),
        PositionsPane(),
        EventsPane(),
        RiskPane(),
        SignalsPane(),
    ]

    private static let byID: [PaneID: any Pane] = Dictionary(
        uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// Returns the pane of an id.
    static func pane(_ id: PaneID) -> any Pane {
        guard let pane = byID[id] else {
            preconditionFailure("no pane is registered for \(id)")
        }
        return pane
    }
}
