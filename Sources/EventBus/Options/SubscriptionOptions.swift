/// How the bus runs one handler.
public struct SubscriptionOptions<Payload: Sendable>: Sendable {
    /// Which invocations may run side by side.
    public var policy: HandlerPolicy<Payload>
    /// What a full queue does.
    public var backPressure: BackPressure<Payload>
    /// How many events of each priority may wait, at least 1.
    public var capacity: Int
    /// How long an invocation may take before it is cancelled and counts as failed.
    public var timeout: Duration
    /// How failed deliveries are tried again.
    public var retry: RetryPolicy
    /// Handlers of a stage see an event once those of all lower stages are done with it for good.
    public var stage: Int
    /// When the handler is left alone; `nil` means never.
    public var breaker: BreakerPolicy?
    /// Events for which this is false are not given to the handler.
    ///
    /// It runs where the handler runs. An error that it throws is a permanent failure of the
    /// handler.
    public var filter: (@Sendable (Event<Payload>) throws -> Bool)?
    /// How many invocations that ignore their cancellation are replaced by new workers.
    public var stuckLimit: Int
    /// Whether the handler takes no more events while its dead letters cannot be recorded.
    ///
    /// Without it there is an alarm only, and its letters wait in memory however many they are: for work that costs
    /// more when it stops.
    public var stopsForDeadLetters: Bool

    /// Creates options; all have defaults.
    ///
    /// - Parameters:
    ///   - policy: Which invocations may run side by side.
    ///   - backPressure: What a full queue does.
    ///   - capacity: How many events of each priority may wait, at least 1.
    ///   - timeout: How long an invocation may take.
    ///   - retry: How failed deliveries are tried again.
    ///   - stage: The handler's stage; lower ones go first.
    ///   - breaker: When the handler is left alone; `nil` means never.
    ///   - filter: Which events it is given; `nil` means all.
    ///   - stuckLimit: How many stuck invocations are replaced by new workers.
    ///   - stopsForDeadLetters: Whether it stops while its dead letters cannot be recorded.
    public init(
        policy: HandlerPolicy<Payload> = .parallel(limit: 64),
        backPressure: BackPressure<Payload> = .suspend, capacity: Int = 1_024,
        timeout: Duration = .seconds(5), retry: RetryPolicy = RetryPolicy(), stage: Int = 0,
        breaker: BreakerPolicy? = nil, filter: (@Sendable (Event<Payload>) throws -> Bool)? = nil,
        stuckLimit: Int = 64, stopsForDeadLetters: Bool = true
    ) {
        self.policy = policy
        self.backPressure = backPressure
        self.capacity = capacity
        self.timeout = timeout
        self.retry = retry
        self.stage = stage
        self.breaker = breaker
        self.filter = filter
        self.stuckLimit = stuckLimit
        self.stopsForDeadLetters = stopsForDeadLetters
    }
}
