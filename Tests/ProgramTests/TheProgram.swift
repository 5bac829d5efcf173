import Testing

/// The program from outside: a process with arguments, files and a terminal, one at a time.
@Suite("The program", .serialized)
enum TheProgram {}
