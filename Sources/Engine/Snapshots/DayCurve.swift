import Trading

/// The profit of one whole day in a bounded count of samples.
///
/// When they are full, every second one goes, and from then on half as many are taken: the curve always
/// begins with the day, however long that has been going on.
struct DayCurve: Sendable {
    private let limit: Int
    private(set) var samples: [ProfitSample] = []
    private var day: CalendarDay?
    /// So many readings make a sample.
    private var stride = 1
    private var readings = 0

    /// Makes an empty curve.
    ///
    /// - Parameter limit: The most samples, at least 2.
    init(limit: Int = 300) {
        precondition(limit >= 2, "a curve of \(limit) samples is none")
        self.limit = limit
    }

    /// Makes the curve of a day that has already begun.
    ///
    /// - Parameters:
    ///   - samples: What is known of it, in order.
    ///   - today: The day.
    init(_ samples: [ProfitSample], on today: CalendarDay) {
        self.init()
        for sample in samples { note(Money(paise: sample.paise), at: sample.at, on: today) }
    }

    /// Takes a reading; the first one of a day begins the curve anew.
    ///
    /// - Parameters:
    ///   - profit: The day's net profit.
    ///   - now: The market's time.
    ///   - today: The day that the profit is of.
    mutating func note(_ profit: Money, at now: Timestamp, on today: CalendarDay) {
        if day != today {
            day = today
            samples = []
            stride = 1
            readings = 0
        }
        if readings.isMultiple(of: stride) {
            samples.append(ProfitSample(at: now, paise: profit.paise))
            if samples.count > limit {
                samples = samples.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
                stride *= 2
            }
        }
        readings += 1
    }
}
