import Terminal

extension CockpitModel {
    /// Asks for the focused list to be written to a file, filtered and sorted as it is shown.
    ///
    /// - Parameter format: How it is to be written.
    /// - Returns: The effect; the bell where there is no list.
    mutating func export(as format: ViewExport.Format) -> [Effect] {
        guard let desk,
            let view = PaneRegistry.pane(focusedPane).export(
                context(desk, pane: focusedPane), as: format)
        else {
            say("\(PaneRegistry.pane(focusedPane).title) is not a list", .stateWarn)
            return [.bell]
        }
        guard view.rows > 0 else {
            say("no rows to write", .stateWarn)
            return [.bell]
        }
        return [.export(view)]
    }

    /// Learns where an export was written.
    ///
    /// - Parameters:
    ///   - view: What was written.
    ///   - path: The file.
    public mutating func didExport(_ view: ViewExport, to path: String) {
        // The file's name first: the row may be too short for the way to it.
        let name = path.split(separator: "/").last.map(String.init) ?? path
        say(
            "\(view.rows) rows written: \(name) in \(path.dropLast(name.count))", .stateOK,
            seconds: 12)
    }

    /// Learns that an export could not be written.
    ///
    /// - Parameter reason: What kept it from being written, in a sentence that names the file.
    public mutating func didNotExport(because reason: String) {
        say("not exported: \(reason)", .stateError, seconds: 12)
    }
}
