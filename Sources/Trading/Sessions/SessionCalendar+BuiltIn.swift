extension SessionCalendar {
    /// The National Stock Exchange's calendar as far as it is known: the shipped file `nse-calendar.txt`.
    public static let builtIn = read(builtInText).calendar

    /// The text of the shipped file, with its sources, to begin a calendar of one's own with.
    public static let builtInText = String(
        decoding: PackageResources.nse_calendar_txt, as: UTF8.self)
}
