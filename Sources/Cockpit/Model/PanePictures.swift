import Terminal
import Trading

/// What the panes, the ribbon and the hints looked like when they were drawn last.
///
/// Between two snapshots a key changes one pane, or two when the focus moves; the rest stays as it was drawn: a frame
/// begins as the last one or, where its parts are others, takes over those that it shares with it. Each part is a
/// function of what it is drawn from, so equal sources look alike.
public struct PanePictures: Sendable {
    /// All that a part is drawn from and that can differ between two drawings.
    private enum Source: Sendable, Equatable {
        case pane(PaneID, Moment, ListState, isFocused: Bool)
        case ribbon(Moment)
        case hints(HintBar, Glyphs)
    }

    /// The part of a context that all panes share.
    private struct Moment: Sendable, Equatable {
        var glyphs: Glyphs
        var keys: KeyMap
        var revision: UInt64
        var sequence: UInt64
        var now: Timestamp
        var isFrozen: Bool
        var alertDepth: Int?

        init(_ context: PaneContext, glyphs: Glyphs) {
            self.glyphs = glyphs
            keys = context.keys
            revision = context.revision
            sequence = context.desk.sequence
            now = context.now
            isFrozen = context.before == nil
            alertDepth = context.alertDepth
        }
    }

    /// A part with its place.
    private struct Part: Sendable {
        var area: Rect
        var source: Source
    }

    private var canvas: Canvas?
    /// The parts of the last picture, in the order they were drawn, and those of the one being drawn.
    private var parts: [Part] = []
    private var drawn: [Part] = []
    /// Whether the canvas being drawn on began as the last picture.
    private var isLaid = false

    /// Creates an empty collection: everything is drawn.
    public init() {}

    /// Begins a drawing: with the last picture, if it has the same parts, so that only what changed is drawn over it.
    ///
    /// - Parameters:
    ///   - areas: Where the parts will be.
    ///   - canvas: A blank canvas.
    mutating func lay(_ areas: [Rect], on canvas: inout Canvas) {
        let areas = areas.filter { !$0.isEmpty }
        isLaid =
            areas.elementsEqual(parts.lazy.map(\.area)) && canvas.copy(from: self.canvas)
    }

    /// Draws a pane, or takes its picture over.
    mutating func draw(_ slot: Layout.Slot, context: PaneContext, on canvas: inout Canvas) {
        let moment = Moment(context, glyphs: canvas.glyphs)
        let source = Source.pane(slot.pane, moment, context.state, isFocused: context.isFocused)
        draw(in: slot.area, from: source, on: &canvas) { canvas in
            PaneRegistry.pane(slot.pane).draw(in: slot.area, context: context, on: &canvas)
        }
    }

    /// Draws the ribbon, or takes its picture over.
    mutating func draw(_ ribbon: Ribbon, in area: Rect, on canvas: inout Canvas) {
        let source = Source.ribbon(Moment(ribbon.context, glyphs: canvas.glyphs))
        draw(in: area, from: source, on: &canvas) { ribbon.bar.draw(in: area, on: &$0) }
    }

    /// Draws the hints, or takes their picture over.
    mutating func draw(_ hints: HintBar, in area: Rect, on canvas: inout Canvas) {
        draw(in: area, from: .hints(hints, canvas.glyphs), on: &canvas) {
            hints.bar.draw(in: area, on: &$0)
        }
    }

    private mutating func draw(
        in area: Rect, from source: Source, on canvas: inout Canvas,
        _ draw: (inout Canvas) -> Void
    ) {
        guard !area.isEmpty else { return }
        drawn.append(Part(area: area, source: source))
        let isSame = isSame(in: area, source)
        if isLaid {
            guard !isSame else { return }
            canvas.fill(area, style: .plain)
        } else if isSame, let picture = self.canvas, picture.size == canvas.size {
            return canvas.copy(area, from: picture)
        }
        canvas.within(area, draw)
    }

    /// Whether the last picture has a part from the same source in the same place.
    private func isSame(in area: Rect, _ source: Source) -> Bool {
        // Most pictures have the parts of the last one.
        let place = drawn.count - 1
        if place < parts.count, parts[place].area == area { return parts[place].source == source }
        return parts.contains { $0.area == area && $0.source == source }
    }

    /// Keeps a canvas on which all of it stands, and nothing over it.
    mutating func keep(_ canvas: Canvas) {
        self.canvas = canvas
        swap(&parts, &drawn)
        drawn.removeAll(keepingCapacity: true)
    }
}
