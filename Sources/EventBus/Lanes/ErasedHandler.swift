/// A handler whose payload type is forgotten, so that lanes need not be generic.
///
/// `HandlerContext` is a frozen struct around one `Invocation`, whatever the payload, and both are
/// passed in the same way: a function that takes the one can be called as one that takes the other.
/// A closure in between, which would need no cast, costs each event two allocations and a look at
/// the task's executor, as much as a queue does.
///
/// Cast as fields of a struct the functions keep the convention of their own types; as arguments of
/// a generic function they would be wrapped in closures again.
enum ErasedHandler {
    private struct Typed<Payload: Sendable> {
        let handle: nonisolated(nonsending) @Sendable (HandlerContext<Payload>) async throws -> Void
    }

    private struct Untyped {
        let handle: LanePlan.Handle
    }

    static func erase<Payload>(
        _ handler:
            nonisolated(nonsending) @escaping @Sendable (
                HandlerContext<Payload>
            ) async throws -> Void
    ) -> LanePlan.Handle {
        unsafe unsafeBitCast(Typed(handle: handler), to: Untyped.self).handle
    }
}
