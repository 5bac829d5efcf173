/// The numbers that may be typed instead of words, each with what was meant by it when it was read aloud.
struct PlainChoice: Sendable {
    /// One of the things to choose from.
    struct Item: Sendable {
        /// What is typed to choose it.
        var number: Int
        /// What it is, in a sentence.
        var text: String
        /// The words after the verb that it stands for.
        var words: [String]
    }

    /// What is done with what is chosen.
    var verb: PlainVerb
    /// What is chosen from; empty when numbers are asked for that are no choice, such as prices.
    var items: [Item] = []
    /// The words between the verb and what is typed.
    var words: [String] = []
    /// What is said above the list.
    var title: String

    /// The list with its title and the way back.
    var lines: [String] {
        [title + ", 0 to go back"] + items.map { "\($0.number): \($0.text)" }
    }
}
