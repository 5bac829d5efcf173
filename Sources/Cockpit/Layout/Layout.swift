import Terminal

/// Where everything stands on a screen of one size.
struct Layout: Sendable, Equatable {
    /// How much the screen can show.
    enum Tier: Sendable, Equatable {
        /// From 180x50: three columns.
        case wide
        /// From 180x34, lower than that: three columns, all but the events in two rows.
        case broad
        /// From 110x34: two columns.
        case medium
        /// From 110x24, too low for that: two or three columns in two rows.
        case landscape
        /// From 80x50, too narrow for columns of lists: everything, one above the other.
        case portrait
        /// From 80x24: panes one above the other.
        case stacked
        /// From 44x12: one pane at a time.
        case single
        /// Anything smaller: one line that says so.
        case line
    }

    /// A pane with its place.
    struct Slot: Sendable, Equatable {
        var pane: PaneID
        var area: Rect
    }

    let tier: Tier
    let header: Rect
    let ribbon: Rect
    let banner: Rect
    let body: Rect
    let hints: Rect
    let slots: [Slot]
    private let isZoomed: Bool
    private let preset: LayoutPreset

    /// The smallest screen on which panes are shown.
    static let smallest = Size(columns: 44, rows: 12)

    /// Divides a screen.
    ///
    /// - Parameters:
    ///   - size: The screen.
    ///   - focus: The pane that keys go to.
    ///   - isZoomed: Whether that pane has the whole body.
    ///   - preset: The panes that are shown together.
    init(
        size: Size, focus: PaneID, isZoomed: Bool, preset: LayoutPreset = .all
    ) {
        tier = Self.tier(of: size)
        self.isZoomed = isZoomed
        self.preset = preset
        let screen = Rect(size)
        guard tier != .line else {
            header = screen.splitTop(1).top
            ribbon = .empty
            banner = .empty
            body = .empty
            hints = .empty
            slots = []
            return
        }
        var rest: Rect
        (header, rest) = screen.splitTop(1)
        (ribbon, rest) = rest.splitTop(tier == .stacked ? 0 : 1)
        (body, hints) = rest.splitBottom(1)
        // Freezing moves nothing: the banner lies over the ribbon, or where there is none over the last event.
        banner = ribbon.isEmpty ? body.splitBottom(1).bottom : ribbon
        let focus = Self.shown(focus, in: tier, isZoomed: isZoomed)
        let overview = Self.overview(preset, tier, body)
        if isZoomed || tier == .single || !overview.contains(where: { $0.pane == focus }) {
            slots = [Slot(pane: focus, area: body)]
        } else {
            slots = overview
        }
    }

    /// The panes that Tab goes through, in order.
    var cycle: [PaneID] {
        let panes = isZoomed ? [] : Self.overview(preset, tier, body).map(\.pane)
        return (panes.isEmpty ? PaneID.allCases.filter { $0 != .flow } : panes)
            .sorted { $0.digit < $1.digit }
    }

    /// The area of a pane, if it is on the screen.
    func area(of pane: PaneID) -> Rect? {
        slots.first { $0.pane == pane }?.area
    }

    /// The pane that stands for another on this screen.
    func resolved(_ pane: PaneID) -> PaneID { Self.shown(pane, in: tier, isZoomed: isZoomed) }

    /// Queues and handlers are one pane in the overview of a stacked screen, two elsewhere.
    private static func shown(_ pane: PaneID, in tier: Tier, isZoomed: Bool) -> PaneID {
        let isMerged = (tier == .stacked || tier == .portrait) && !isZoomed
        switch pane {
        case .queues where isMerged, .handlers where isMerged: return .flow
        case .flow where !isMerged: return .queues
        default: return pane
        }
    }

    private static func tier(of size: Size) -> Tier {
        if size.fits(Size(columns: 180, rows: 50)) { return .wide }
        if size.fits(Size(columns: 180, rows: 34)) { return .broad }
        if size.fits(Size(columns: 110, rows: 34)) { return .medium }
        if size.fits(Size(columns: 110, rows: 24)) { return .landscape }
        if size.fits(Size(columns: 80, rows: 50)) { return .portrait }
        if size.fits(Size(columns: 80, rows: 24)) { return .stacked }
        return size.fits(smallest) ? .single : .line
    }
}
