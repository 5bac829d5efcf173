/// How a bus runs its handlers.
public enum Execution: Hashable, Sendable {
    /// On long-lived worker tasks, as many as the policies allow.
    case concurrent
    /// One delivery at a time, inside `runUntilIdle()`, in an order that repeats exactly.
    case stepped(order: StepOrder)
}
