-- Dynamo's own graph: its state is about the spec only when the generations agree.
local health = { status = "Progressing", message = "The Dynamo operator has not reported on this graph yet" }
local status = obj.status
if status == nil or status.state == nil or status.state == "" then
  return health
end
if status.observedGeneration ~= nil and status.observedGeneration ~= obj.metadata.generation then
  health.message = "The Dynamo operator has not seen this spec yet"
  return health
end

health.message = status.state
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "Ready" and condition.message ~= nil and condition.message ~= "" then
    health.message = condition.message
  end
end
if status.state == "successful" then
  health.status = "Healthy"
elseif status.state == "failed" then
  health.status = "Degraded"
end
return health
