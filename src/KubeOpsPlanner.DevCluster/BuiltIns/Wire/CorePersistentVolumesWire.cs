namespace KubeOpsPlanner.DevCluster.BuiltIns.Wire;

/// <summary>Volumes that outlive pods, core group. See <see cref="WireFormats"/>.</summary>
internal static class CorePersistentVolumesWire
{
    public const string Table = """
        core.v1.AzureFilePersistentVolumeSource
          1:secretName:string 2:shareName:string 3:readOnly:bool 4:secretNamespace:string
        core.v1.CSIPersistentVolumeSource
          1:driver:string 2:volumeHandle:string 3:readOnly:bool 4:fsType:string 5:volumeAttributes:map<string>
          6:controllerPublishSecretRef:core.v1.SecretReference 7:nodeStageSecretRef:core.v1.SecretReference
          8:nodePublishSecretRef:core.v1.SecretReference 9:controllerExpandSecretRef:core.v1.SecretReference
          10:nodeExpandSecretRef:core.v1.SecretReference
        core.v1.CephFSPersistentVolumeSource
          1:monitors:string* 2:path:string 3:user:string 4:secretFile:string 5:secretRef:core.v1.SecretReference
          6:readOnly:bool
        core.v1.CinderPersistentVolumeSource
          1:volumeID:string 2:fsType:string 3:readOnly:bool 4:secretRef:core.v1.SecretReference
        core.v1.FlexPersistentVolumeSource
          1:driver:string 2:fsType:string 3:secretRef:core.v1.SecretReference 4:readOnly:bool
          5:options:map<string>
        core.v1.GlusterfsPersistentVolumeSource
          1:endpoints:string 2:path:string 3:readOnly:bool 4:endpointsNamespace:string
        core.v1.ISCSIPersistentVolumeSource
          1:targetPortal:string 2:iqn:string 3:lun:int 4:iscsiInterface:string 5:fsType:string 6:readOnly:bool
          7:portals:string* 8:chapAuthDiscovery:bool 10:secretRef:core.v1.SecretReference 11:chapAuthSession:bool
          12:initiatorName:string
        core.v1.LocalVolumeSource
          1:path:string 2:fsType:string
        core.v1.PersistentVolume
          1:metadata:meta.v1.ObjectMeta 2:spec:core.v1.PersistentVolumeSpec
          3:status:core.v1.PersistentVolumeStatus
        core.v1.PersistentVolumeSource
          1:gcePersistentDisk:core.v1.GCEPersistentDiskVolumeSource
          2:awsElasticBlockStore:core.v1.AWSElasticBlockStoreVolumeSource 3:hostPath:core.v1.HostPathVolumeSource
          4:glusterfs:core.v1.GlusterfsPersistentVolumeSource 5:nfs:core.v1.NFSVolumeSource
          6:rbd:core.v1.RBDPersistentVolumeSource 7:iscsi:core.v1.ISCSIPersistentVolumeSource
          8:cinder:core.v1.CinderPersistentVolumeSource 9:cephfs:core.v1.CephFSPersistentVolumeSource
          10:fc:core.v1.FCVolumeSource 11:flocker:core.v1.FlockerVolumeSource
          12:flexVolume:core.v1.FlexPersistentVolumeSource 13:azureFile:core.v1.AzureFilePersistentVolumeSource
          14:vsphereVolume:core.v1.VsphereVirtualDiskVolumeSource 15:quobyte:core.v1.QuobyteVolumeSource
          16:azureDisk:core.v1.AzureDiskVolumeSource
          17:photonPersistentDisk:core.v1.PhotonPersistentDiskVolumeSource
          18:portworxVolume:core.v1.PortworxVolumeSource 19:scaleIO:core.v1.ScaleIOPersistentVolumeSource
          20:local:core.v1.LocalVolumeSource 21:storageos:core.v1.StorageOSPersistentVolumeSource
          22:csi:core.v1.CSIPersistentVolumeSource
        core.v1.PersistentVolumeSpec
          1:capacity:map<quantity> 2:.:core.v1.PersistentVolumeSource 3:accessModes:string*
          4:claimRef:core.v1.ObjectReference 5:persistentVolumeReclaimPolicy:string 6:storageClassName:string
          7:mountOptions:string* 8:volumeMode:string 9:nodeAffinity:core.v1.VolumeNodeAffinity
          10:volumeAttributesClassName:string
        core.v1.PersistentVolumeStatus
          1:phase:string 2:message:string 3:reason:string 4:lastPhaseTransitionTime:time
        core.v1.RBDPersistentVolumeSource
          1:monitors:string* 2:image:string 3:fsType:string 4:pool:string 5:user:string 6:keyring:string
          7:secretRef:core.v1.SecretReference 8:readOnly:bool
        core.v1.ScaleIOPersistentVolumeSource
          1:gateway:string 2:system:string 3:secretRef:core.v1.SecretReference 4:sslEnabled:bool
          5:protectionDomain:string 6:storagePool:string 7:storageMode:string 8:volumeName:string 9:fsType:string
          10:readOnly:bool
        core.v1.SecretReference
          1:name:string 2:namespace:string
        core.v1.StorageOSPersistentVolumeSource
          1:volumeName:string 2:volumeNamespace:string 3:fsType:string 4:readOnly:bool
          5:secretRef:core.v1.ObjectReference
        core.v1.TopologySelectorLabelRequirement
          1:key:string 2:values:string*
        core.v1.TopologySelectorTerm
          1:matchLabelExpressions:core.v1.TopologySelectorLabelRequirement*
        core.v1.VolumeNodeAffinity
          1:required:core.v1.NodeSelector
        """;
}
