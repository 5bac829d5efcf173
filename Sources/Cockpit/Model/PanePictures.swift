import Terminal
import Trading

/// What the panes looked like when they were drawn last.
///
/// Between two snapshots a key changes one pane, or two when the focus moves; the others are taken over cell by cell
/// instead of being written anew. A pane is a function of its context, so equal contexts look alike.
public struct PanePictures: Sendable {
    /// All of a pane's context that can differ between two drawings.
    private struct Stamp: Sendable, Equatable {
        var area: Rect
        var glyphs: Glyphs
        var keys: KeyMap
        var revision: UInt64
        var sequence: UInt64
        var now: Timestamp
        var isFrozen: Bool
        var state: ListState
        var isFocused: Bool
    }

    private var canvas: Canvas?
    private var stamps: [PaneID: Stamp] = [:]
    private var drawn: [PaneID: Stamp] = [:]

    /// Creates an empty collection: every pane is drawn.
    public init() {}

    /// Draws a pane, or takes its picture over.
    mutating func draw(_ slot: Layout.Slot, context: PaneContext, on canvas: inout Canvas) {
        let stamp = Stamp(
            area: slot.area, glyphs: canvas.glyphs, keys: context.keys,
            revision: context.revision, sequence: context.desk.sequence,
            now: context.now, isFrozen: context.before == nil, state: context.state,
            isFocused: context.isFocused)
        if let picture = self.canvas, picture.size == canvas.size, stamps[slot.pane] == stamp {
            canvas.copy(slot.area, from: picture)
        } else {
            canvas.within(slot.area) { canvas in
                PaneRegistry.pane(slot.pane).draw(in: slot.area, context: context, on: &canvas)
            }
        }
        drawn[slot.pane] = stamp
    }

    /// Keeps a canvas on which all panes stand, and nothing over them.
    mutating func keep(_ canvas: Canvas) {
        self.canvas = canvas
        stamps = drawn
        drawn = [:]
    }
}
