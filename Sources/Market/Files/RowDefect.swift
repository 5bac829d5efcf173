/// What is wrong with a row, before the file and the line are added to it.
struct RowDefect: Error {
    var column: String?
    var reason: String
    var detail = ""

    func located(in path: String, line: Int) -> FileIssue {
        FileIssue(path: path, line: line, column: column, reason: reason, detail: detail)
    }
}
