using Growr.Actors.Common;

namespace Growr.Actors.Projects;

/// <summary>The door to projects for the API: one Ask with a deadline each.</summary>
public sealed class ProjectGateway(IEntityRouter router, TimeSpan deadline)
{
    private readonly EntityGateway _gateway = new(router, deadline);

    public static EntityId IdOf(TenantId tenant, ProjectKey key) => EntityId.Of(tenant, EntityKinds.Projects, key.Value);

    public Task<CommandReply> Send(IProjectCommand command) => _gateway.Send(command);

    /// <summary>Null when there is no such project.</summary>
    public Task<ProjectView?> Find(TenantId tenant, ProjectKey key) =>
        _gateway.Query<ProjectView>(new ProjectQueries.GetProject(IdOf(tenant, key)));
}
