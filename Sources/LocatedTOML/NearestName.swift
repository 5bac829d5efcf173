/// Finds what somebody who mistyped a name may have meant.
public enum NearestName {
    /// Returns the known name that is least different, unless all are too different to be meant.
    ///
    /// - Parameters:
    ///   - name: The mistyped name.
    ///   - known: The names there are.
    /// - Returns: The nearest one at most a third of the letters away.
    public static func of(_ name: String, in known: some Sequence<String>) -> String? {
        let limit = max(2, name.count / 3)
        return known.map { (name: $0, distance: distance(name, $0)) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// The letters to insert, delete or replace to make one name of the other (Levenshtein).
    private static func distance(_ one: String, _ other: String) -> Int {
        let letters = Array(other)
        var row = Array(0...letters.count)
        for (i, a) in one.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in letters.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[letters.count]
    }
}
