-- A plan that the budget holds back works as intended: it is healthy and says what it was not granted.
local health = { status = "Progressing", message = "The operator has not reported on this plan yet" }
local status = obj.status
if status == nil or status.phase == nil then
  return health
end
if status.observedGeneration ~= obj.metadata.generation then
  health.message = "The operator has not seen this spec yet"
  return health
end

local conditions = {}
for _, condition in ipairs(status.conditions or {}) do
  conditions[condition.type] = condition
end

local function say(fallback)
  local ready = conditions["Ready"]
  if ready ~= nil and ready.message ~= nil and ready.message ~= "" then
    return ready.message
  end
  return fallback
end

local target = conditions["TargetReady"]
if status.phase == "Suspended" then
  health.status = "Suspended"
  health.message = say("Suspended by annotation")
elseif status.phase == "Degraded" then
  health.status = "Degraded"
  health.message = say("Degraded")
elseif status.phase == "Holding" and target ~= nil and target.status == "False" then
  health.message = say("The graph is not ready")
elseif status.phase == "Holding" then
  health.status = "Healthy"
  health.message = say("Holding")
elseif status.phase == "Planning" then
  health.status = "Healthy"
  health.message = say("Planning")
else
  health.message = say("Waiting for the first decision")
end
return health
