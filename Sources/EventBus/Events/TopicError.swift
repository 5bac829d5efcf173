/// Why a text is no topic, or no pattern of topics.
public enum TopicError: Error, Equatable, CustomStringConvertible {
    /// The text is empty.
    case empty
    /// Two dots meet, or the text starts or ends with one.
    case emptyToken(text: String, position: Int)
    /// A token holds something else than letters, digits, `-` and `_`.
    case invalidToken(text: String, token: String)
    /// `>` stands before the last place of a pattern.
    case restNotLast(text: String)

    /// A sentence that says what is wrong, where, and what is expected.
    public var description: String {
        switch self {
        case .empty:
            "an empty text is no topic: write tokens joined by dots, such as order.filled"
        case .emptyToken(let text, let position):
            "token \(position) of topic \"\(text)\" is empty: write something between the dots"
        case .invalidToken(let text, let token):
            "token \"\(token)\" of topic \"\(text)\" must be letters, digits, - and _ only "
                + "(a pattern may also use * for one token and > for the rest)"
        case .restNotLast(let text):
            "\">\" must be the last token of pattern \"\(text)\": it stands for all that follows"
        }
    }
}
