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
    private struct Suspending<Payload: Sendable> {
        let handle: nonisolated(nonsending) @Sendable (HandlerContext<Payload>) async throws -> Void
    }

    private struct ErasedSuspending {
        let handle: LanePlan.Handle.Suspending
    }

    private struct Immediate<Payload: Sendable> {
        let handle: @Sendable (HandlerContext<Payload>) throws -> Void
    }

    private struct ErasedImmediate {
        let handle: LanePlan.Handle.Immediate
    }

    static func erase<Payload>(
        _ handler:
            nonisolated(nonsending) @escaping @Sendable (
                HandlerContext<Payload>
            ) async throws -> Void
    ) -> LanePlan.Handle {
        let typed = Suspending(handle: handler)
        return .suspending(unsafe unsafeBitCast(typed, to: ErasedSuspending.self).handle)
    }

    static func erase<Payload>(
        _ handler: @escaping @Sendable (HandlerContext<Payload>) throws -> Void
    ) -> LanePlan.Handle {
        let typed = Immediate(handle: handler)
        return .immediate(unsafe unsafeBitCast(typed, to: ErasedImmediate.self).handle)
    }
}
