/// The last samples of a number, taken at a steady pace.
struct SampledHistory<Value: Sendable>: Sendable {
    private let limit: Int
    private(set) var values: [Value] = []

    init(limit: Int = 300) {
        self.limit = limit
    }

    mutating func append(_ value: Value) {
        values.append(value)
        if values.count > limit { values.removeFirst() }
    }
}
