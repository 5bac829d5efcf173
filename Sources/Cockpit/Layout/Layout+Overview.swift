import Terminal

extension Layout {
    /// The panes of a preset with their places; none where only one pane fits.
    static func overview(_ preset: LayoutPreset, _ tier: Tier, _ body: Rect) -> [Slot] {
        guard tier != .single, tier != .line else { return [] }
        switch preset {
        case .all: return everything(tier, body)
        case .trading: return trading(tier, body)
        case .operating: return operating(tier, body)
        }
    }

    private static func trading(_ tier: Tier, _ body: Rect) -> [Slot] {
        switch tier {
        case .landscape:
            return rows(
                body, (54, [(.positions, 62), (.risk, 38)]), (46, [(.signals, 55), (.events, 45)]))
        case .portrait:
            return rows(
                body, (38, [(.positions, 1)]), (22, [(.risk, 1)]), (22, [(.signals, 1)]),
                (18, [(.events, 1)]))
        case .stacked:
            return rows(
                body, (48, [(.positions, 1)]), (30, [(.signals, 1)]), (22, [(.events, 1)]))
        default:
            return rows(
                body, (48, [(.positions, 62), (.risk, 38)]), (30, [(.signals, 1)]),
                (22, [(.events, 1)]))
        }
    }

    private static func operating(_ tier: Tier, _ body: Rect) -> [Slot] {
        switch tier {
        case .landscape:
            return rows(
                body, (54, [(.queues, 45), (.handlers, 55)]),
                (46, [(.deadLetters, 55), (.events, 45)]))
        case .portrait, .stacked:
            return rows(
                body, (50, [(.flow, 1)]), (30, [(.deadLetters, 1)]), (20, [(.events, 1)]))
        default:
            return rows(
                body, (50, [(.queues, 45), (.handlers, 55)]), (26, [(.deadLetters, 1)]),
                (24, [(.events, 1)]))
        }
    }

    private static func everything(_ tier: Tier, _ body: Rect) -> [Slot] {
        switch tier {
        case .wide:
            return rows(
                body, (42, [(.queues, 36), (.positions, 42), (.risk, 22)]),
                (26, [(.handlers, 60), (.signals, 40)]), (16, [(.deadLetters, 1)]),
                (16, [(.events, 1)]))
        case .broad:
            return rows(
                body, (45, [(.queues, 36), (.positions, 39), (.risk, 25)]),
                (33, [(.handlers, 38), (.deadLetters, 34), (.signals, 28)]), (22, [(.events, 1)]))
        case .medium where body.height >= 47:
            return rows(
                body, (30, [(.queues, 46), (.positions, 54)]), (20, [(.handlers, 1)]),
                (20, [(.risk, 42), (.signals, 58)]), (15, [(.deadLetters, 1)]),
                (15, [(.events, 1)]))
        case .medium:
            return rows(
                body, (38, [(.queues, 46), (.positions, 54)]), (24, [(.handlers, 1)]),
                (19, [(.deadLetters, 1)]), (19, [(.events, 1)]))
        case .landscape where body.width >= 180:
            return rows(
                body, (50, [(.queues, 35), (.positions, 39), (.risk, 26)]),
                (50, [(.handlers, 34), (.deadLetters, 29), (.events, 37)]))
        case .landscape:
            return rows(
                body, (50, [(.queues, 45), (.positions, 55)]),
                (50, [(.deadLetters, 50), (.events, 50)]))
        case .portrait:
            return rows(
                body, (20, [(.flow, 1)]), (20, [(.positions, 1)]), (14, [(.risk, 1)]),
                (12, [(.signals, 1)]), (22, [(.deadLetters, 1)]), (12, [(.events, 1)]))
        case .stacked:
            // Each row counts here: the events get what the framed panes can spare.
            let (framed, log) = body.splitBottom(max(3, body.height - 19) / 2 + 1)
            return rows(
                framed, (40, [(.flow, 1)]), (32, [(.positions, 1)]), (28, [(.deadLetters, 1)]))
                + [Slot(pane: .events, area: log)]
        case .single, .line: return []
        }
    }

    /// Divides an area into rows and each row into columns, by their weights.
    private static func rows(
        _ area: Rect, _ parts: (height: Int, columns: [(pane: PaneID, width: Int)])...
    ) -> [Slot] {
        zip(area.rows(weights: parts.map(\.height)), parts).flatMap { row, part in
            zip(row.columns(weights: part.columns.map(\.width)), part.columns).map {
                Slot(pane: $1.pane, area: $0)
            }
        }
    }
}
