import Foundation
public import Trading

/// A calendar of sessions in a file of the user's own.
public enum CalendarFile {
    /// Reads a calendar.
    ///
    /// - Parameter path: The file.
    /// - Returns: The calendar.
    /// - Throws: `ConfigurationError` when the file cannot be read, or with every line that is wrong.
    public static func load(path: String) throws(ConfigurationError) -> SessionCalendar {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
        } catch {
            throw .unreadable(path: path, reason: error.localizedDescription)
        }
        do throws(SessionCalendarError) {
            return try SessionCalendar(text: text, name: path)
        } catch {
            throw .calendar(error)
        }
    }
}
