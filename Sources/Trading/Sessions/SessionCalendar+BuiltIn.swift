extension SessionCalendar {
    /// The National Stock Exchange's calendar for 2024 to 2026.
    ///
    /// Dates of the exchange's yearly circulars; the exchange adds days at short notice, so a desk that
    /// trades for real keeps its own calendar file.
    public static let builtIn = read(builtInText).calendar

    package static let builtInText = """
        2024-01-20 special 09:15-15:30 Saturday session
        2024-01-22 holiday Special holiday
        2024-01-26 holiday Republic Day
        2024-03-02 special 09:15-12:30 Disaster recovery session
        2024-03-08 holiday Mahashivratri
        2024-03-25 holiday Holi
        2024-03-29 holiday Good Friday
        2024-04-11 holiday Id-ul-Fitr
        2024-04-17 holiday Ram Navami
        2024-05-01 holiday Maharashtra Day
        2024-05-18 special 09:15-12:40 Disaster recovery session
        2024-05-20 holiday General election
        2024-06-17 holiday Bakri Id
        2024-07-17 holiday Muharram
        2024-08-15 holiday Independence Day
        2024-10-02 holiday Mahatma Gandhi Jayanti
        2024-11-01 special 18:00-19:00 Muhurat trading
        2024-11-15 holiday Guru Nanak Jayanti
        2024-11-20 holiday Assembly election
        2024-12-25 holiday Christmas
        2025-02-01 special 09:15-15:30 Budget session
        2025-02-26 holiday Mahashivratri
        2025-03-14 holiday Holi
        2025-03-31 holiday Id-ul-Fitr
        2025-04-10 holiday Mahavir Jayanti
        2025-04-14 holiday Ambedkar Jayanti
        2025-04-18 holiday Good Friday
        2025-05-01 holiday Maharashtra Day
        2025-08-15 holiday Independence Day
        2025-08-27 holiday Ganesh Chaturthi
        2025-10-02 holiday Mahatma Gandhi Jayanti
        2025-10-21 special 13:45-14:45 Muhurat trading
        2025-10-22 holiday Balipratipada
        2025-11-05 holiday Guru Nanak Jayanti
        2025-12-25 holiday Christmas
        2026-01-15 holiday Municipal election
        2026-01-26 holiday Republic Day
        2026-02-01 special 09:15-15:30 Budget session
        2026-03-03 holiday Holi
        2026-03-26 holiday Ram Navami
        2026-03-31 holiday Mahavir Jayanti
        2026-04-03 holiday Good Friday
        2026-04-14 holiday Ambedkar Jayanti
        2026-05-01 holiday Maharashtra Day
        2026-05-28 holiday Bakri Id
        2026-06-26 holiday Muharram
        2026-09-14 holiday Ganesh Chaturthi
        2026-10-02 holiday Mahatma Gandhi Jayanti
        2026-10-20 holiday Dussehra
        2026-11-10 holiday Balipratipada
        2026-11-24 holiday Guru Nanak Jayanti
        2026-12-25 holiday Christmas
        """
}
